package spooler.core.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.core.report.Report.Kind;
import spooler.core.report.Report.Line;

/** What a report says, to people and to programs. */
class ReportWriterTest {
  private static final Report NDR =
      Reports.onFailure(
          Reports.failed("bob@example.net", "550 5.1.1 no such user"),
          Reports.expired("carol@example.net", "connection refused"));

  @Test
  @DisplayName("R75 R76: a non-delivery report is a multipart/report that mail programs understand")
  void header() throws Exception {
    ReadBack mail = new ReadBack(NDR, Reports.octets(Reports.MAIL));

    mail.assertWellFormed();
    assertEquals(
        "Message spooler <MAILER-DAEMON@spool.example.org>", mail.message.getHeader("From", null));
    assertEquals("<alice@example.org>", mail.message.getHeader("To", null));
    assertEquals("Your message could not be delivered", mail.message.getSubject());
    assertEquals(Date.from(Reports.REPORTED), mail.message.getSentDate());
    assertEquals("Sun, 11 May 2025 10:20:30 +0000", mail.message.getHeader("Date", null));
    assertEquals("auto-replied", mail.message.getHeader("Auto-Submitted", null));
    assertEquals("1.0", mail.message.getHeader("MIME-Version", null));
    assertEquals("<" + NDR.name() + "@spool.example.org>", mail.message.getMessageID());
    ContentType type = new ContentType(mail.message.getContentType());
    assertTrue(type.match("multipart/report"));
    assertEquals("delivery-status", type.getParameter("report-type"));
    assertEquals(3, mail.report.getCount());
    assertEquals("text/plain; charset=utf-8", mail.part(0).getContentType());
    assertEquals("message/delivery-status", mail.part(1).getContentType());
    assertEquals("message/rfc822", mail.part(2).getContentType());
  }

  @Test
  @DisplayName(
      "R75 R76: programs read who it was, what happened and why, for exactly those told of")
  void statusFields() throws Exception {
    ReadBack mail = new ReadBack(NDR, Reports.octets(Reports.MAIL));

    assertEquals(
        "dns; spool.example.org",
        ReadBack.unfolded(mail.status().getMessageDSN(), "Reporting-MTA"));
    assertEquals(
        "Tue, 6 May 2025 10:15:00 +0000",
        ReadBack.unfolded(mail.status().getMessageDSN(), "Arrival-Date"));
    assertEquals(
        "00000000003mv", ReadBack.unfolded(mail.status().getMessageDSN(), "X-Spooler-Message-Id"));
    assertEquals(2, mail.status().getRecipientDSNCount());
    assertEquals("rfc822; bob@example.net", mail.field(0, "Final-Recipient"));
    assertEquals("failed", mail.field(0, "Action"));
    assertEquals("5.1.1", mail.field(0, "Status"));
    assertEquals("smtp; 550 5.1.1 no such user", mail.field(0, "Diagnostic-Code"));
    assertEquals("relay", mail.field(0, "X-Spooler-Transport"));
    assertEquals("rfc822; carol@example.net", mail.field(1, "Final-Recipient"));
    assertEquals("failed", mail.field(1, "Action"));
    assertEquals("4.4.7", mail.field(1, "Status"));
    assertEquals("x-spooler; connection refused", mail.field(1, "Diagnostic-Code"));
  }

  @Test
  @DisplayName("people read what happened to whom, the last word, and what to do")
  void explanation() throws Exception {
    assertEquals(
        """
        This is the message spooler at spool.example.org.

        Your message of Tue, 6 May 2025 10:15:00 +0000 (number 00000000003mv) did
        not reach these recipients. Nothing more will be tried for them.

          bob@example.net
            Refused for good through relay. The last word was:
              550 5.1.1 no such user
            What to do: Look for a mistake in the address, or ask the recipient for
            the right one.

          carol@example.net
            Tried for 5 days through relay, then given up. The last word was:
              connection refused
            What to do: The way there was closed: send the message again later, or
            reach the recipient in another way.

        """,
        new ReadBack(NDR, Reports.octets(Reports.MAIL)).text().replace("\r\n", "\n"));
  }

  @ParameterizedTest
  @DisplayName("it is said for how long an expired message was tried")
  @CsvSource({"PT0S, a minute", "PT90M, 90 minutes", "PT47H, 47 hours", "PT50H, 2 days"})
  void age(Duration age, String words) throws Exception {
    Report now = Reports.onFailure(Reports.expired("bob@example.net", ""));
    Report aged =
        new Report(
            now.kind(),
            now.original(),
            now.envelope(),
            Reports.REPORTED.minus(age),
            Reports.REPORTED,
            now.lines());

    String text = new ReadBack(aged, Reports.text("")).text();

    assertTrue(text.contains("Tried for " + words + " through relay, then given up."), text);
  }

  @Test
  @DisplayName("R76: a delivery report says who got it, and carries the header lines only")
  void deliveryReport() throws Exception {
    Report report = Reports.onSuccess(Reports.sent("bob@example.net", "250 2.0.0 queued as 42"));

    ReadBack mail = new ReadBack(report, Reports.octets(Reports.MAIL));

    mail.assertWellFormed();
    assertEquals("Your message was delivered", mail.message.getSubject());
    assertEquals("delivered", mail.field(0, "Action"));
    assertEquals("2.0.0", mail.field(0, "Status"));
    assertTrue(mail.text().contains("There is nothing for you to do."), mail.text());
    assertTrue(mail.text().contains("The far side took it through relay."), mail.text());
    assertEquals("text/rfc822-headers", mail.part(2).getContentType());
    assertEquals(Reports.MAIL.substring(0, Reports.MAIL.indexOf("\r\n\r\n") + 2), mail.raw(2));
  }

  @Test
  @DisplayName("R75: nobody left to carry it is told in words, and as 5.4.4; of others not a word")
  void noTransport() throws Exception {
    Line box =
        new Line(
            Recipient.to("LAN:box7"),
            RecipientState.FAILED,
            "no transport took it: refused by lan",
            NdrReason.TRANSFER_IMPOSSIBLE,
            NdrDiagnostic.NO_DIAGNOSTIC,
            "");
    Envelope envelope =
        Envelope.from(Address.parse("LAN:alice"))
            .to(Recipient.to("dave@example.net"), box.recipient(), Recipient.to("LAN:box8"))
            .build();

    ReadBack mail =
        new ReadBack(
            Reports.report(Kind.NON_DELIVERY, envelope, box), Reports.text("temperature=20"));

    mail.assertWellFormed();
    assertEquals("\"LAN:alice\":;", mail.message.getHeader("To", null));
    assertEquals(
        "Your message could not be delivered to 1 of its 3 recipients", mail.message.getSubject());
    assertEquals(1, mail.status().getRecipientDSNCount());
    assertEquals("lan; box7", mail.field(0, "Final-Recipient"));
    assertEquals("5.4.4", mail.field(0, "Status"));
    assertEquals(
        "x-spooler; no transport took it: refused by lan", mail.field(0, "Diagnostic-Code"));
    assertNull(mail.status().getRecipientDSN(0).getHeader("X-Spooler-Transport"));
    assertTrue(mail.text().contains("Nothing here carries such addresses"), mail.text());
    assertEquals(-1, mail.wire().indexOf("dave"));
  }

  @Test
  @DisplayName("people are shown a hundred recipients at most, programs all of them")
  void manyRecipients() throws Exception {
    Line[] lines = new Line[Envelope.MAX_RECIPIENTS];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = Reports.failed(i + "@example.net", "");
    }

    ReadBack mail = new ReadBack(Reports.onFailure(lines), Reports.text(""));

    assertTrue(mail.text().contains("  99@example.net"), mail.text());
    assertEquals(-1, mail.text().indexOf("100@example.net"));
    assertTrue(mail.text().contains("... and 9900 more: the next part names them all."));
    assertEquals(lines.length, mail.status().getRecipientDSNCount());
    assertNull(mail.status().getRecipientDSN(0).getHeader("Diagnostic-Code"));
  }

  @Test
  @DisplayName("the same report gives the same octets")
  void sameOctets() throws Exception {
    assertArrayEquals(
        new ReadBack(NDR, Reports.octets(Reports.MAIL)).octets,
        new ReadBack(NDR, Reports.octets(Reports.MAIL)).octets);
  }

  @Test
  @DisplayName("an original that cannot be read is not passed over in silence")
  void unreadable() {
    BodySource broken =
        () -> {
          throw new IOException("disk");
        };

    IOException failure =
        assertThrows(IOException.class, () -> new ReportWriter(ReadBack.HOST).write(NDR, broken));
    assertNotNull(failure.getMessage());
  }

  @Test
  @DisplayName("a host name that would break a header is refused")
  void badHost() {
    for (String host : List.of("", "a b", "a\r\nX: y", "[::1]", ".org", "h".repeat(256))) {
      assertThrows(IllegalArgumentException.class, () -> new ReportWriter(host), host);
    }
  }
}
