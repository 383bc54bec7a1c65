package spooler.core.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.core.report.Report.Line;

/** What of the original goes back with a report. */
class OriginalTest {
  private static final Report NDR =
      Reports.onFailure(Reports.failed("bob@example.net", "550 5.1.1 no such user"));
  private static final String HEADER =
      Reports.MAIL.substring(0, Reports.MAIL.indexOf("\r\n\r\n") + 2);
  private static final int KIB = 1024;

  @Test
  @DisplayName("R76: a non-delivery report carries a small mail as it was, octet for octet")
  void whole() throws Exception {
    ReadBack mail = new ReadBack(NDR, Reports.octets(Reports.MAIL));

    mail.assertWellFormed();
    assertEquals("7bit", mail.part(2).getHeader("Content-Transfer-Encoding")[0]);
    assertArrayEquals(Reports.MAIL.getBytes(ISO_8859_1), mail.raw(2).getBytes(ISO_8859_1));
    assertEquals("the harvest", ((MimeMessage) mail.part(2).getContent()).getSubject());
    assertEquals("the harvest", mail.report.getReturnedMessage().getSubject());
  }

  @ParameterizedTest
  @DisplayName("whatever it ends with, it ends the same")
  @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\r\n--", "--=_ndr\r\n"})
  void ends(String end) throws Exception {
    assertEquals(Reports.MAIL + end, new ReadBack(NDR, Reports.octets(Reports.MAIL + end)).raw(2));
  }

  @Test
  @DisplayName("lines that end with LF alone come back as the lines of a mail")
  void unixLines() throws Exception {
    ReadBack mail = new ReadBack(NDR, Reports.octets(Reports.MAIL.replace("\r\n", "\n")));

    mail.assertWellFormed();
    assertEquals("message/rfc822", mail.part(2).getContentType());
    assertEquals(Reports.MAIL, mail.raw(2));
  }

  @Test
  @DisplayName("64 KiB go back whole, of one octet more the header lines only")
  void size() throws Exception {
    String full = Reports.MAIL + "x".repeat(98).concat("\r\n").repeat(700);
    String fits = full.substring(0, 64 * KIB);

    assertEquals(fits, new ReadBack(NDR, Reports.octets(fits)).raw(2));
    ReadBack tooBig = new ReadBack(NDR, Reports.octets(full.substring(0, 64 * KIB + 1)));
    assertEquals("text/rfc822-headers", tooBig.part(2).getContentType());
    assertEquals(HEADER, tooBig.raw(2));
  }

  @Test
  @DisplayName("of a big body no more is read than needed")
  void readsNoMore() throws Exception {
    byte[] big = (Reports.MAIL + "\n".repeat(1024 * KIB)).getBytes(ISO_8859_1);
    InputStream body = new ByteArrayInputStream(big);

    assertEquals(HEADER, new ReadBack(NDR, () -> body).raw(2));

    assertEquals(64 * KIB + 1, big.length - body.available());
  }

  @ParameterizedTest
  @DisplayName("what no report could carry as it is goes back as its header lines")
  @ValueSource(strings = {"a\0b", "a\rb", "a\nb", "a\r\r\nb", "a\n\rb", "GIANT", "a\r"})
  void binary(String body) throws Exception {
    String content = body.equals("GIANT") ? "x".repeat(999) : body;

    ReadBack mail = new ReadBack(NDR, Reports.octets(Reports.MAIL + content));

    mail.assertWellFormed();
    assertEquals("text/rfc822-headers", mail.part(2).getContentType());
    assertEquals(HEADER, mail.raw(2));
  }

  @ParameterizedTest
  @DisplayName("what does not begin like a mail does not go back at all")
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "\r\nSubject: x\r\n",
        "21.5;1013;44\n",
        "temperature: 21.5\npressure: 1013\n",
        "{\"subject\": 1}",
        "From bob Mon May  5 10:00:00 2025\r\nSubject: x\r\n\r\n",
        "Subject: x\r\nno header line\r\n\r\n",
        " Subject: x\r\n\r\n",
        " x\r\nSubject: x\r\n\r\n",
        "Subject: a\0b\r\n\r\n",
        "Subject: a\rb\r\n\r\n",
        "Subject: \u001b[31mred\r\n\r\n",
        "\u0000\u0001\u0002Subject: x\r\n\r\n"
      })
  void noMail(String body) throws Exception {
    ReadBack mail = new ReadBack(NDR, Reports.octets(body));

    mail.assertWellFormed();
    assertEquals(2, mail.report.getCount());
    assertEquals(1, mail.status().getRecipientDSNCount());
  }

  @Test
  @DisplayName("a field with a line that is too long is left out, the others go back")
  void longField() throws Exception {
    String original =
        "Subject: x\r\nX-Long: y\r\n " + "z".repeat(998) + "\r\nTo: bob@example.net\r\n\r\nHello";

    ReadBack mail = new ReadBack(NDR, Reports.octets(original));

    mail.assertWellFormed();
    assertEquals("Subject: x\r\nTo: bob@example.net\r\n", mail.raw(2));
  }

  @Test
  @DisplayName("of a header without end some 32 KiB go back")
  void endlessHeader() throws Exception {
    String original = "Subject: x\r\n" + "X-Filler: yyyyyyyyyyyyyyyyyyyy\r\n".repeat(10_000);

    ReadBack mail = new ReadBack(NDR, Reports.octets(original));

    mail.assertWellFormed();
    int length = mail.raw(2).length();
    assertTrue(32 * KIB <= length && length < 33 * KIB, () -> "header of " + length);
  }

  @Test
  @DisplayName("eight bits in the text are declared, and come back octet for octet")
  void eightBit() throws Exception {
    String original = Reports.MAIL + "Gr\u00fc\u00dfe\r\n";

    ReadBack mail = new ReadBack(NDR, Reports.octets(original));

    mail.assertWellFormed();
    assertEquals("message/rfc822", mail.part(2).getContentType());
    assertEquals("8bit", mail.part(2).getHeader("Content-Transfer-Encoding")[0]);
    assertEquals("8bit", mail.message.getEncoding());
    assertEquals(original, mail.raw(2));
  }

  @Test
  @DisplayName("where eight bits were the trouble, the report has seven")
  void sevenBitWay() throws Exception {
    Line tooWide =
        new Line(
            Recipient.to("bob@example.net"),
            RecipientState.FAILED,
            "554 5.6.3 not sent: the message has 8-bit text",
            NdrReason.CONVERSION_NOT_PERFORMED,
            NdrDiagnostic.NO_DIAGNOSTIC,
            "relay");

    ReadBack mail =
        new ReadBack(
            Reports.onFailure(tooWide),
            Reports.text("Subject: Gr\u00fc\u00dfe\n\nGr\u00fc\u00dfe"));

    mail.assertWellFormed();
    assertEquals("7bit", mail.message.getEncoding());
    assertEquals("text/rfc822-headers; charset=utf-8", mail.part(2).getContentType());
    assertEquals("Subject: Gr\u00fc\u00dfe\r\n", mail.content(2));
  }

  @Test
  @DisplayName("a header in UTF-8 makes it a message/global (RFC 6533); one in Latin-1 does not")
  void global() throws Exception {
    ReadBack utf8 = new ReadBack(NDR, Reports.text("Subject: Gr\u00fc\u00dfe\r\n\r\nHello"));
    ReadBack latin1 = new ReadBack(NDR, Reports.octets("Subject: Gr\u00fc\u00dfe\r\n\r\nHello"));

    utf8.assertWellFormed();
    latin1.assertWellFormed();
    assertEquals("message/global", utf8.part(2).getContentType());
    assertEquals("Subject: Gr\u00fc\u00dfe\r\n\r\nHello", utf8.content(2));
    assertEquals("message/rfc822", latin1.part(2).getContentType());
    assertEquals("Subject: Gr\u00fc\u00dfe\r\n\r\nHello", latin1.raw(2));
  }

  @Test
  @DisplayName("an original that holds the boundary of its own report does not break it")
  void boundaryInside() throws Exception {
    String hostile = Reports.MAIL;
    for (int i = 0; i < 3; i++) {
      String boundary = "=_%s.%d_".formatted(NDR.name(), i);
      hostile += "--" + boundary + "--\r\n--" + boundary + "\r\nAction: delivered\r\n";
    }

    ReadBack mail = new ReadBack(NDR, Reports.octets(hostile));

    mail.assertWellFormed();
    assertEquals(3, mail.report.getCount());
    assertEquals(hostile, mail.raw(2));
  }
}
