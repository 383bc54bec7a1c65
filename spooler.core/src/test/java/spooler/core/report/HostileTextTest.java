package spooler.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Header;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.core.report.Report.Kind;
import spooler.core.report.Report.Line;

/** Replies, addresses and names from far sides that mean harm. */
class HostileTextTest {
  private static final String BOB = "bob@example.net";
  private static final List<String> OUR_FIELDS =
      List.of("Final-Recipient", "Action", "Status", "Diagnostic-Code", "X-Spooler-Transport");

  @ParameterizedTest
  @DisplayName("a reply of several lines adds no field, no recipient and no part")
  @ValueSource(
      strings = {
        "550 no\r\nBcc: victim@example.net",
        "550 no\nAction: delivered",
        "550 no\rAction: delivered",
        "550 no\r\n\r\nFinal-Recipient: rfc822; victim@example.net",
        "550 no\u0085Action: delivered",
        "550 no\u2028Action: delivered",
        "550 no\u000bAction: delivered",
        "550 no\r\n--=_ndr.00000000003mv\r\n\r\n"
      })
  void lineBreaks(String reply) throws Exception {
    ReadBack mail = readBack(Reports.failed(BOB, reply));

    assertEquals(1, mail.status().getRecipientDSNCount());
    assertEquals(OUR_FIELDS, names(mail));
    assertEquals("failed", mail.field(0, "Action"));
    assertTrue(mail.field(0, "Diagnostic-Code").startsWith("smtp; 550 no "));
    assertNull(mail.message.getHeader("Bcc"));
  }

  @Test
  @DisplayName("a reply that holds the boundary of its own report does not break it")
  void boundary() throws Exception {
    String name = Reports.onFailure(Reports.failed(BOB, "")).name();

    ReadBack mail =
        readBack(Reports.failed(BOB, "550 --=_%s.0_ --=_%s.1_--".formatted(name, name)));

    assertTrue(mail.message.getContentType().contains(".2_\""), mail.message.getContentType());
  }

  @ParameterizedTest
  @DisplayName("an over-long reply is cut, and says so")
  @ValueSource(strings = {"x", "no ", "\u00fc", "\ud83d\ude00", "\0"})
  void tooLong(String repeated) throws Exception {
    ReadBack mail = readBack(Reports.failed(BOB, "550 " + repeated.repeat(100_000)));

    assertTrue(mail.field(0, "Diagnostic-Code").endsWith(" [...]"));
    assertTrue(mail.text().contains("[...]"), mail.text());
    assertTrue(mail.octets.length < 8 * 1024, () -> mail.octets.length + " octets");
  }

  @Test
  @DisplayName("marks that turn the direction of writing are shown, not obeyed")
  void rightToLeft() throws Exception {
    ReadBack mail = readBack(Reports.failed(BOB, "550 \u202egro.elpmaxe\u2066 \u200f\u001b[31m\0"));

    assertEquals(
        "smtp; 550 \\x{202E}gro.elpmaxe\\x{2066} \\x{200F}\\x{1B}[31m\\x{00}",
        mail.field(0, "Diagnostic-Code"));
    assertTrue(
        mail.text().contains("550 \\x{202E}gro.elpmaxe\\x{2066} \\x{200F}\\x{1B}[31m\\x{00}"));
  }

  @ParameterizedTest
  @DisplayName("a sender's address never becomes two addresses, nor another field")
  @ValueSource(
      strings = {
        "a@example.org, victim@example.net",
        "a@example.org> <victim@example.net",
        "x <victim@example.net>",
        "\":;victim@example.net",
        "\\\":;victim@example.net",
        "group: victim@example.net;",
        "(a@example.org",
        "-",
        "a@b\u202e"
      })
  void sender(String value) throws Exception {
    ReadBack mail =
        new ReadBack(
            Reports.report(Kind.NON_DELIVERY, Address.smtp(value), Reports.failed(BOB, "550 no")),
            Reports.text(""));

    mail.assertWellFormed();
    String to = mail.message.getHeader("To", null);
    assertTrue(to.matches("(?s)\"(?:[^\"\\\\]|\\\\.)*\":;"), to);
  }

  @ParameterizedTest
  @DisplayName("a sender's address too long for a header is cut inside its quotes")
  @ValueSource(strings = {"x", "\u4f8b", "\"", "\ud83d\ude00", "\u202e"})
  void longSender(String repeated) throws Exception {
    Address sender = Address.smtp(repeated.repeat(500) + "@example.org");

    ReadBack mail =
        new ReadBack(
            Reports.report(Kind.NON_DELIVERY, sender, Reports.failed(BOB, "550 no")),
            Reports.text(""));

    mail.assertWellFormed();
    String to = mail.message.getHeader("To", null);
    assertTrue(to.matches("(?s)\"(?:[^\"\\\\]|\\\\.)* \\[...]\":;"), to);
  }

  @Test
  @DisplayName("a sender at an address in brackets is a mailbox")
  void literal() throws Exception {
    Report report =
        Reports.report(
            Kind.NON_DELIVERY, Address.smtp("a.b+c@[192.168.1.7]"), Reports.failed(BOB, ""));

    assertEquals(
        "<a.b+c@[192.168.1.7]>",
        new ReadBack(report, Reports.text("")).message.getHeader("To", null));
  }

  @Test
  @DisplayName("addresses and names of transports are no safer than replies")
  void addresses() throws Exception {
    Line line =
        new Line(
            Recipient.to("LAN:" + "--=_x y".repeat(140)),
            RecipientState.EXPIRED,
            "",
            null,
            null,
            "a\r\nAction: delivered\r\n\r\n--");

    ReadBack mail = readBack(line);

    assertEquals("failed", mail.field(0, "Action"));
    assertEquals("a Action: delivered --", mail.field(0, "X-Spooler-Transport"));
    assertTrue(mail.field(0, "Final-Recipient").endsWith(" [...]"));
  }

  @Test
  @DisplayName("no reply and no original whatever breaks a report (seeded noise)")
  void noise() throws Exception {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Line first = Reports.failed(BOB, noise(random));
      Line second = Reports.expired("b\u00f6b@example.net", noise(random));
      String original = random.nextBoolean() ? "Subject: x\r\n" + noise(random) : noise(random);

      ReadBack mail = new ReadBack(Reports.onFailure(first, second), Reports.octets(original));

      mail.assertWellFormed();
      assertEquals(2, mail.status().getRecipientDSNCount(), "seed " + seed);
      assertEquals("4", mail.field(1, "Status").substring(0, 1), "seed " + seed);
      assertTrue(mail.report.getCount() <= 3, "seed " + seed);
    }
  }

  private static String noise(Random random) {
    String[] pieces = {
      "\r\n",
      "\r",
      "\n",
      "\0",
      " ",
      "\t",
      "--=_ndr",
      "--",
      "Subject: ",
      ":",
      "5.1.1",
      "\u202e",
      "\u00ff",
      "\ud83d",
      "x",
      "y".repeat(500),
      "\"",
      "\\",
      ";",
      "=?UTF-8?B?AAAA?=",
      "\u0085"
    };
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      noise.append(pieces[random.nextInt(pieces.length)]);
    }
    return noise.toString();
  }

  private static ReadBack readBack(Line line) throws Exception {
    ReadBack mail = new ReadBack(Reports.onFailure(line), Reports.octets(Reports.MAIL));
    mail.assertWellFormed();
    assertEquals(3, mail.report.getCount());
    assertEquals(Reports.MAIL, mail.raw(2));
    return mail;
  }

  private static List<String> names(ReadBack mail) throws Exception {
    return Collections.list(mail.status().getRecipientDSN(0).getAllHeaders()).stream()
        .map(Header::getName)
        .toList();
  }
}
