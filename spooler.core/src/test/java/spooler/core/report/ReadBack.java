package spooler.core.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import spooler.api.BodySource;

/** A report as Angus Mail understands it, and as it crosses the wire. */
final class ReadBack {
  static final String HOST = "spool.example.org";

  private static final Session INTERNATIONAL = session();

  final byte[] octets;
  final MimeMessage message;
  final MultipartReport report;

  ReadBack(Report report, BodySource original) throws IOException, MessagingException {
    octets = new ReportWriter(HOST).write(report, original);
    message = new MimeMessage(INTERNATIONAL, new ByteArrayInputStream(octets));
    this.report = (MultipartReport) message.getContent();
  }

  private static Session session() {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", "true");
    return Session.getInstance(properties);
  }

  /** What people read. */
  String text() throws MessagingException {
    return report.getText();
  }

  /** What programs read. */
  DeliveryStatus status() throws MessagingException, IOException {
    return new DeliveryStatus(report.getBodyPart(1).getInputStream());
  }

  /** One field on a recipient, unfolded. */
  String field(int recipient, String name) throws MessagingException, IOException {
    return unfolded(status().getRecipientDSN(recipient), name);
  }

  static String unfolded(InternetHeaders fields, String name) {
    return MimeUtility.unfold(String.join("|", fields.getHeader(name)));
  }

  BodyPart part(int index) throws MessagingException {
    return report.getBodyPart(index);
  }

  /** A part's content before any decoding, one character for each octet. */
  String raw(int index) throws MessagingException, IOException {
    return new String(((MimeBodyPart) part(index)).getRawInputStream().readAllBytes(), ISO_8859_1);
  }

  /** A part's content, decoded. */
  String content(int index) throws MessagingException, IOException {
    return new String(part(index).getInputStream().readAllBytes(), UTF_8);
  }

  /** The whole report, one character for each octet. */
  String wire() {
    return new String(octets, ISO_8859_1);
  }

  /** Whether it is fit for the wire (RFC 5322, 2.1.1 and 2.3). */
  void assertWellFormed() throws MessagingException {
    for (String line : wire().split("\r\n", -1)) {
      assertTrue(line.length() <= 998, () -> "a line of " + line.length());
      assertTrue(line.chars().noneMatch(c -> c == 0 || c == '\r' || c == '\n'), line);
    }
    String body = wire().substring(wire().indexOf("\r\n\r\n"));
    assertEquals(SafeText.isAscii(body) ? "7bit" : "8bit", message.getEncoding());
  }
}
