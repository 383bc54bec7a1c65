package spooler.transport.lan;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.maildir.kit.MaildirBody;
import spooler.transport.kit.Medium;

/**
 * A post office as a medium.
 *
 * <p><b>Threads:</b> as {@link Medium} says. A call that the share does not answer cannot be ended
 * from here; the spooler then gives up the lane. <br>
 * <b>Failure:</b> as {@link Medium} says; messages name the folder.
 */
final class LanMedium implements Medium {
  private final Desk desk;
  private final Consumer<Boolean> listening;

  /**
   * A medium that is not open.
   *
   * @param listening told whether the spooler wants to hear of new mail
   */
  LanMedium(Desk desk, Consumer<Boolean> listening) {
    this.desk = desk;
    this.listening = listening;
  }

  @Override
  public void open() throws IOException {
    try {
      desk.open();
    } catch (IOException down) {
      throw explained(down);
    }
  }

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    boolean none = true;
    try {
      for (Assigned each : message.recipients()) {
        RecipientOutcome outcome = desk.posting().deliver(message, each.recipient().address());
        if (outcome != null) {
          message.settle(each, outcome);
          none = false;
        }
        if (outcome instanceof RecipientOutcome.Delivered) {
          desk.state().delivered();
        }
      }
    } catch (IOException failed) {
      throw explained(failed);
    }
    return none ? new SubmitResult.NotMe() : SubmitResult.OK;
  }

  @Override
  public boolean receive(InboundMessage message) throws IOException, MapiException {
    Claims claims = desk.claims();
    try {
      Claimed next = claims.next();
      if (next == null) {
        return false;
      }
      boolean saved = false;
      try {
        fill(message, next);
        saved = true;
      } finally {
        if (!saved) {
          claims.putBack(next);
        }
      }
      claims.done(next);
      return claims.hasMore();
    } catch (IOException failed) {
      throw explained(failed);
    }
  }

  private void fill(InboundMessage message, Claimed next) throws IOException, MapiException {
    boolean ours = !next.name().mark().isEmpty();
    try (InputStream in = desk.office().disk().read(next.file())) {
      MaildirBody body = MaildirBody.read(in, ours);
      message.identify(next.key(), next.inDoubt());
      message.setSender(body.sender());
      message.addRecipient(Recipient.to(recipient(body, next.mailbox())));
      body.copyTo(message.body(), next.name().wasCrlf());
    }
    message.save();
  }

  private Address recipient(MaildirBody body, String mailbox) {
    Address to = desk.settings().fetchTo();
    if (to != null) {
      return to;
    }
    Address said = body.recipient();
    boolean isThis =
        said != null
            && desk.settings()
                .addressing()
                .nameOf(said)
                .filter(name -> Addressing.folder(name).equals(mailbox))
                .isPresent();
    return isThis && said != null ? said : new Address(Addressing.LAN, mailbox);
  }

  private IOException explained(IOException failed) {
    desk.failed();
    return new IOException(Reason.of(desk.office().folder(), failed), failed);
  }

  @Override
  public String peer() {
    return desk.text();
  }

  @Override
  public void listen(boolean begin) {
    listening.accept(begin);
  }

  @Override
  public void validate() {
    desk.failed(); // the next message looks anew
  }

  /** Nothing stays open between two messages. */
  @Override
  public void close() {}

  @Override
  public void signOff() {
    listening.accept(false);
  }
}
