package spooler.transport.smtp;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.transport.kit.Medium;

/**
 * A relay to send to and a mailbox to fetch from, as one medium. Either is called when it is
 * needed, not before.
 *
 * <p><b>Threads:</b> as {@link Medium} says. <br>
 * <b>Failure:</b> that of either side is the medium's.
 */
final class AccountMedium implements Medium {
  private final Medium relay;
  private final Medium mailbox;
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile Medium latest;

  AccountMedium(Medium relay, Medium mailbox) {
    this.relay = relay;
    this.mailbox = mailbox;
    this.latest = relay;
  }

  /** Nobody knows yet which way it goes. */
  @Override
  public void open() {}

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    latest = relay;
    if (!sending.get()) {
      open(relay);
      sending.set(true);
    }
    return relay.send(message);
  }

  @Override
  public boolean receive(InboundMessage message) throws IOException, MapiException {
    latest = mailbox;
    return mailbox.receive(message);
  }

  private static void open(Medium side) throws IOException {
    try {
      side.open();
    } catch (MapiException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  @Override
  public String peer() {
    return latest.peer();
  }

  @Override
  public void listen(boolean begin) {
    mailbox.listen(begin);
  }

  @Override
  public void validate() {
    relay.validate();
    mailbox.validate();
  }

  @Override
  public void close() {
    sending.set(false);
    relay.close();
    mailbox.close();
  }

  @Override
  public void signOff() {
    relay.signOff();
    mailbox.signOff();
  }
}
