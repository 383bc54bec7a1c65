package spooler.testkit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;

/**
 * A message for StartMessage to fill, delivered to nobody. Used on the lane's thread, and by the
 * test while that does not use it.
 */
final class FetchedMessage implements InboundMessage {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<Recipient> recipients = new ArrayList<>();
  private final boolean inboxWorks;
  private @Nullable String key;
  private boolean touched;
  private int saves;

  FetchedMessage() {
    this(true);
  }

  private FetchedMessage(boolean inboxWorks) {
    this.inboxWorks = inboxWorks;
  }

  /** One that cannot be saved. */
  static FetchedMessage intoBrokenInbox() {
    return new FetchedMessage(false);
  }

  @Override
  public OutputStream body() {
    touched = true;
    return body;
  }

  @Override
  public void setSender(@Nullable Address sender) {
    touched = true;
  }

  @Override
  public void addRecipient(Recipient recipient) {
    touched = true;
    recipients.add(recipient);
  }

  @Override
  public void identify(String name, boolean inDoubt) {
    touched = true;
    key = name;
  }

  @Override
  public void save() throws MapiException {
    if (!touched) {
      return; // the mark that there is none left (R33)
    }
    if (recipients.isEmpty()) {
      throw new MapiException(HResult.MAPI_E_NO_RECIPIENTS, "nobody to deliver it to");
    }
    if (!inboxWorks) {
      throw new MapiException(HResult.MAPI_E_CALL_FAILED, "the inbox is broken");
    }
    saves++;
    if (saves > 1) {
      throw new AssertionError("it was saved twice");
    }
  }

  @Override
  public boolean touched() {
    return touched;
  }

  @Override
  public void assignRef(MessageRef ref) {
    // only a cancel needs the name, and this one is never cancelled
  }

  /** What the transport knows it by; null where it has said nothing. */
  @Nullable String key() {
    return key;
  }

  boolean isSaved() {
    return saves > 0;
  }

  String text() {
    return body.toString(StandardCharsets.UTF_8);
  }
}
