package spooler.core.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.core.transports.Grip;

/** The message that StartMessage fills. Confined to the lane's thread. */
final class Arrival implements InboundMessage, AutoCloseable {
  private final InboundHandler inbox;
  private final List<Recipient> recipients = new ArrayList<>();
  private @Nullable Address sender;
  private @Nullable String key;
  private boolean inDoubt;
  private InboundHandler.@Nullable Delivery delivery;
  private final Grip grip = new Grip(null, MessageRef.INBOUND);
  private final Thread thread = Thread.currentThread();
  private boolean touched;
  private boolean delivered;
  private boolean over;

  Arrival(InboundHandler inbox) {
    this.inbox = inbox;
  }

  /** What cancels it. */
  Grip grip() {
    return grip;
  }

  @Override
  public OutputStream body() throws IOException {
    check();
    touched = true;
    return delivery().body();
  }

  @Override
  public void setSender(@Nullable Address address) {
    check();
    touched = true;
    sender = address;
  }

  @Override
  public void addRecipient(Recipient recipient) {
    check();
    touched = true;
    recipients.add(recipient);
  }

  @Override
  public void identify(String name, boolean mayBeThere) {
    check();
    touched = true;
    key = name;
    inDoubt = mayBeThere;
  }

  @Override
  public void save() throws MapiException {
    check();
    if (delivered || !touched) {
      return; // the founding pages' mark that there is none left (R33)
    }
    if (grip.isCancelled()) {
      throw new MapiException(
          HResult.MAPI_E_USER_CANCEL, "cancelled: keep the original, and offer it again"); // R71
    }
    if (recipients.isEmpty()) {
      throw new MapiException(
          HResult.MAPI_E_NO_RECIPIENTS, "a fetched message needs a local recipient");
    }
    try {
      InboundHandler.Delivery open = delivery();
      if (key != null) {
        open.identify(key, inDoubt);
      }
      open.commit(Envelope.from(sender).to(recipients).build());
    } catch (IOException notKept) {
      throw new MapiException(
          HResult.MAPI_E_CALL_FAILED,
          "the inbox did not take it: " + notKept.getMessage(),
          notKept);
    }
    delivered = true;
  }

  @Override
  public boolean touched() {
    return touched;
  }

  @Override
  public void assignRef(MessageRef ref) {
    grip.assign(ref);
  }

  boolean isDelivered() {
    return delivered;
  }

  /** A transport that fills it late, or from a thread of its own, would race with its end. */
  private void check() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("fill the message on the lane's own thread");
    }
    if (over) {
      throw new IllegalStateException("StartMessage has ended: fill its message before");
    }
  }

  private InboundHandler.Delivery delivery() throws IOException {
    InboundHandler.Delivery open = delivery;
    if (open == null) {
      open = inbox.open();
      delivery = open;
    }
    return open;
  }

  /** Throws away what was not saved (R32). */
  @Override
  public void close() throws IOException {
    over = true;
    if (delivery != null) {
      delivery.close();
    }
  }
}
