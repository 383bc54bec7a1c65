package spooler.transport.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.transport.smtp.mime.UnconvertibleException;

/**
 * What of a message this relay can be asked to take, and how. Recipients that it cannot are settled
 * here, and never named to it.
 *
 * @param mailCommand the MAIL command with its parameters
 * @param recipients those that are left; none when the whole message cannot go
 * @param content what follows them
 * @param reports what the relay is asked to tell the sender
 */
record Mailing(String mailCommand, List<Addressed> recipients, Content content, Reports reports) {
  /** A recipient with its RCPT command. */
  record Addressed(Assigned who, String command) {}

  /**
   * Looks at a message.
   *
   * @param wanted the recipients it is to go to now
   * @param body of it, from which nothing was read; its header is looked at
   */
  static Mailing of(OutboundMessage message, List<Assigned> wanted, Body body, Capabilities relay)
      throws IOException {
    Reports reports = Reports.of(message.envelope(), relay);
    Content asItIs = Content.asItIs(body);
    MailPath sender;
    Content content;
    try {
      sender = MailPath.of(message.envelope().sender());
      Optional<Refused> refusal = refusalOf(message, sender, relay);
      if (refusal.isPresent()) {
        return refuse(message, asItIs, refusal.get());
      }
      content = Content.of(message, body, relay);
    } catch (BadPathException malformed) {
      return refuse(message, asItIs, Refusal.badSender(malformed.problem()));
    } catch (UnconvertibleException fixed) {
      return refuse(message, asItIs, Refusal.unconvertible(fixed.reason()));
    }
    List<MailPath> paths = new ArrayList<>();
    List<Addressed> recipients = reachable(message, wanted, relay, reports, paths);
    boolean international =
        sender.international() || paths.stream().anyMatch(MailPath::international);
    String command =
        "MAIL FROM:"
            + sender
            + size(message, content, relay)
            + content.carriage().parameter(relay)
            + (international ? " SMTPUTF8" : "")
            + reports.ofMessage(message.id());
    return new Mailing(command, recipients, content, reports);
  }

  /** Whether nobody is left to send to. */
  boolean isEmpty() {
    return recipients.isEmpty();
  }

  private static Optional<Refused> refusalOf(
      OutboundMessage message, MailPath sender, Capabilities relay) {
    if (sender.international() && !relay.smtpUtf8()) {
      return Optional.of(Refusal.international(sender));
    }
    if (relay.isTooBig(message.size())) { // what goes over the wire is as long, or longer
      return Optional.of(Refusal.tooBig(message.size(), relay.maxSize()));
    }
    return Optional.empty();
  }

  private static Mailing refuse(OutboundMessage message, Content content, Refused why) {
    message.recipients().forEach(who -> message.settle(who, why));
    return new Mailing("", List.of(), content, new Reports(""));
  }

  private static List<Addressed> reachable(
      OutboundMessage message,
      List<Assigned> wanted,
      Capabilities relay,
      Reports reports,
      List<MailPath> paths) {
    List<Addressed> recipients = new ArrayList<>();
    for (Assigned who : wanted) {
      try {
        MailPath path = MailPath.of(who.recipient().address());
        if (path.international() && !relay.smtpUtf8()) {
          message.settle(who, Refusal.international(path));
        } else {
          paths.add(path);
          recipients.add(new Addressed(who, "RCPT TO:" + path + reports.ofRecipient(path)));
        }
      } catch (BadPathException malformed) {
        message.settle(who, Refusal.badRecipient(malformed.problem()));
      }
    }
    return recipients;
  }

  /** RFC 1870: an estimate; of what is encoded anew there is none. */
  private static String size(OutboundMessage message, Content content, Capabilities relay) {
    boolean known = content.carriage() != Carriage.SEVEN_BIT;
    return relay.size() && known ? " SIZE=" + message.size() : "";
  }
}
