package spooler.transport.lan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.transport.OutboundMessage;
import spooler.maildir.kit.mail.MailAddresses;
import spooler.maildir.kit.mail.MailHeader;
import spooler.maildir.kit.mail.UnclearHeaderException;

/**
 * A message whose sender wants to be told when it is read (RFC 8098).
 *
 * @param mark of its file
 * @param mailbox where it lies
 * @param recipient whom it was delivered to
 * @param sender who is told
 * @param messageId as its header says; empty for none
 * @param subject for people; empty for none
 */
record Awaited(
    String mark,
    String mailbox,
    Address recipient,
    Address sender,
    String messageId,
    String subject) {
  private static final String ASKS = "disposition-notification-to";
  private static final int LOOKED_AT = 16 << 10;

  /**
   * What a message asks for; empty for nothing. It asks only in the name of its sender, for
   * anything else would let anybody send mail to others through here (RFC 8098 section 2.1).
   */
  static Optional<Awaited> by(
      OutboundMessage message, String mark, String mailbox, Address recipient) throws IOException {
    Address sender = message.envelope().sender();
    if (sender == null || !mayAsk(message)) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(message.openBody())) {
      MailHeader header = MailHeader.read(in);
      List<Address> asked = new MailAddresses(header).all("Disposition-Notification-To");
      return asked.size() == 1 && isSame(asked.get(0), sender)
          ? Optional.of(
              new Awaited(
                  mark,
                  mailbox,
                  recipient,
                  sender,
                  first(header, "Message-ID"),
                  first(header, "Subject")))
          : Optional.empty();
    } catch (UnclearHeaderException unclear) { // then nobody can tell whom to tell
      return Optional.empty();
    }
  }

  /** A cheap look, which most messages do not pass. */
  private static boolean mayAsk(OutboundMessage message) throws IOException {
    try (InputStream in = message.openBody()) {
      String start = new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
      return start.toLowerCase(Locale.ROOT).contains(ASKS);
    }
  }

  private static boolean isSame(Address asked, Address sender) {
    return asked.value().equalsIgnoreCase(sender.value());
  }

  private static String first(MailHeader header, String field) throws IOException {
    return header.all(field).stream()
        .findFirst()
        .map(text -> Reason.oneLine(text.strip()))
        .orElse("");
  }

  /** As a file keeps it. */
  String text() {
    return String.join("\n", mailbox, recipient.toString(), sender.toString(), messageId, subject);
  }

  /** Reads that again; null where it is damaged. */
  static @Nullable Awaited read(String mark, String text) {
    String[] lines = text.split("\n", -1);
    try {
      return lines.length == 5
          ? new Awaited(
              mark, lines[0], Address.parse(lines[1]), Address.parse(lines[2]), lines[3], lines[4])
          : null;
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }
}
