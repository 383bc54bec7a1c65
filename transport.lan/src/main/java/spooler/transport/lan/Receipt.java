package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import spooler.api.Address;

/** What the sender of a message that was read is told (RFC 8098). Nothing in it is not ASCII. */
record Receipt(Awaited message, String host, Instant now) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  /** The message. */
  byte[] bytes() {
    String boundary = "=_" + message.mark();
    String reader = ascii(message.recipient().toString());
    String subject = message.subject().isEmpty() ? "without a subject" : message.subject();
    return """
    From: Mailbox %1$s <postmaster@%2$s>
    To: %3$s
    Subject: Read: %4$s
    Date: %5$s
    Message-ID: <read.%6$s@%2$s>
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=disposition-notification;
     boundary="%7$s"

    --%7$s
    Content-Type: text/plain; charset=us-ascii

    Your message to %1$s was shown there. Whether it was
    understood, or by whom it was read, nobody can tell.

    Subject: %4$s

    --%7$s
    Content-Type: message/disposition-notification

    Reporting-UA: %2$s; Spooler
    Final-Recipient: %8$s
    %9$sDisposition: automatic-action/MDN-sent-automatically; displayed

    --%7$s--
    """
        .formatted(
            plain(reader),
            plain(host),
            shown(message.sender()),
            ascii(subject),
            DATE.format(now),
            message.mark(),
            boundary,
            finalRecipient(),
            original())
        .replace("\n", "\r\n")
        .getBytes(US_ASCII);
  }

  private String finalRecipient() {
    Address address = message.recipient();
    return address.type().equals(Address.SMTP)
        ? "rfc822; " + ascii(address.value())
        : "x-" + address.type().toLowerCase(Locale.ROOT) + "; " + ascii(address.value());
  }

  private String original() {
    return message.messageId().isEmpty()
        ? ""
        : "Original-Message-ID: " + ascii(message.messageId()) + "\n";
  }

  private static String shown(Address address) {
    return address.type().equals(Address.SMTP)
        ? "<" + ascii(address.value()) + ">"
        : plain(ascii(address.toString())) + ":;"; // a group without members, RFC 5322
  }

  /** A word that needs no quotes anywhere. */
  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9.@_ -]", "-");
  }

  private static String ascii(String text) {
    return Reason.oneLine(text).replaceAll("[^\\x20-\\x7e]", "?");
  }
}
