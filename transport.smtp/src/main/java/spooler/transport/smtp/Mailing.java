package spooler.transport.smtp;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome.Refused;

/**
 * What of a message this relay can be asked to take. Recipients that it cannot are settled here,
 * and never named to it.
 *
 * @param mailCommand the MAIL command with its parameters
 * @param recipients those that are left; none when the whole message cannot go
 */
record Mailing(String mailCommand, List<Addressed> recipients) {
  /** A recipient with its path. */
  record Addressed(Assigned who, MailPath path) {}

  static Mailing of(OutboundMessage message, Capabilities relay) throws InterruptedIOException {
    MailPath sender;
    try {
      sender = MailPath.of(message.envelope().sender());
    } catch (BadPathException malformed) {
      return refuse(message, Refusal.badSender(malformed.problem()));
    }
    Optional<Refused> refusal = refusalOf(message, sender, relay);
    if (refusal.isPresent()) {
      return refuse(message, refusal.get());
    }
    List<Addressed> recipients = reachable(message, relay);
    boolean international =
        sender.international() || recipients.stream().anyMatch(r -> r.path().international());
    return new Mailing(mailCommand(sender, message.size(), international, relay), recipients);
  }

  /** Whether nobody is left to send to. */
  boolean isEmpty() {
    return recipients.isEmpty();
  }

  private static Optional<Refused> refusalOf(
      OutboundMessage message, MailPath sender, Capabilities relay) throws InterruptedIOException {
    if (sender.international() && !relay.smtpUtf8()) {
      return Optional.of(Refusal.international(sender));
    }
    if (relay.isTooBig(message.size())) { // what goes over the wire is as long, or longer
      return Optional.of(Refusal.tooBig(message.size(), relay.maxSize()));
    }
    if (!relay.eightBitMime() && MessageData.hasEightBit(message)) {
      return Optional.of(Refusal.eightBit());
    }
    return Optional.empty();
  }

  private static Mailing refuse(OutboundMessage message, Refused why) {
    message.recipients().forEach(who -> message.settle(who, why));
    return new Mailing("", List.of());
  }

  private static List<Addressed> reachable(OutboundMessage message, Capabilities relay) {
    List<Addressed> recipients = new ArrayList<>();
    for (Assigned who : message.recipients()) {
      try {
        MailPath path = MailPath.of(who.recipient().address());
        if (path.international() && !relay.smtpUtf8()) {
          message.settle(who, Refusal.international(path));
        } else {
          recipients.add(new Addressed(who, path));
        }
      } catch (BadPathException malformed) {
        message.settle(who, Refusal.badRecipient(malformed.problem()));
      }
    }
    return recipients;
  }

  private static String mailCommand(
      MailPath sender, long octets, boolean international, Capabilities relay) {
    StringBuilder command = new StringBuilder("MAIL FROM:").append(sender);
    if (relay.size()) {
      command.append(" SIZE=").append(octets);
    }
    if (relay.eightBitMime()) {
      command.append(" BODY=8BITMIME");
    }
    if (international) {
      command.append(" SMTPUTF8");
    }
    return command.toString();
  }
}
