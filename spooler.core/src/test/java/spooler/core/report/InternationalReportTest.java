package spooler.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Address;
import spooler.core.report.Report.Kind;
import spooler.core.report.Report.Line;

/** Addresses and replies that are not ASCII (RFC 6532, RFC 6533). */
class InternationalReportTest {
  private static final Line JUERGEN =
      Reports.failed("j\u00fcrgen+a=b@\u4f8b.example", "550 5.1.1 kein J\u00fcrgen hier");

  @Test
  @DisplayName("to a sender in ASCII the whole report is ASCII, with nothing lost")
  void toAscii() throws Exception {
    ReadBack mail = new ReadBack(Reports.onFailure(JUERGEN), Reports.octets(Reports.MAIL));

    mail.assertWellFormed();
    assertEquals("7bit", mail.message.getEncoding());
    assertEquals("message/delivery-status", mail.part(1).getContentType());
    assertEquals(
        "utf-8; j\\x{FC}rgen\\x{2B}a\\x{3D}b@\\x{4F8B}.example", mail.field(0, "Final-Recipient"));
    assertEquals("smtp; 550 5.1.1 kein J\\x{FC}rgen hier", mail.field(0, "Diagnostic-Code"));
    assertEquals("base64", mail.part(0).getHeader("Content-Transfer-Encoding")[0]);
    assertTrue(mail.text().contains("  j\u00fcrgen+a=b@\u4f8b.example\r\n"), mail.text());
    assertTrue(mail.text().contains("550 5.1.1 kein J\u00fcrgen hier"), mail.text());
  }

  @Test
  @DisplayName("to an international sender it is a message/global-delivery-status in UTF-8")
  void toInternational() throws Exception {
    Report report =
        Reports.report(Kind.NON_DELIVERY, Address.smtp("\u4f8b@\u4f8b.example"), JUERGEN);

    ReadBack mail = new ReadBack(report, Reports.octets(Reports.MAIL));

    mail.assertWellFormed();
    assertEquals("8bit", mail.message.getEncoding());
    assertEquals("<\u4f8b@\u4f8b.example>", mail.message.getHeader("To", null));
    assertEquals("message/global-delivery-status", mail.part(1).getContentType());
    assertEquals("8bit", mail.part(1).getHeader("Content-Transfer-Encoding")[0]);
    assertTrue(
        mail.content(1).contains("Final-Recipient: utf-8; j\u00fcrgen+a=b@\u4f8b.example\r\n"));
    assertTrue(
        mail.content(1).contains("Diagnostic-Code: smtp; 550 5.1.1 kein J\u00fcrgen hier\r\n"));
    assertEquals("failed", mail.field(0, "Action"));
  }

  @Test
  @DisplayName("an address in ASCII stays of type rfc822 beside one that is not")
  void mixed() throws Exception {
    ReadBack mail =
        new ReadBack(
            Reports.onFailure(
                JUERGEN,
                Reports.failed("b+c=d@example.net", ""),
                Reports.failed("LAN:b\u00f6b", "")),
            Reports.text(""));

    mail.assertWellFormed();
    assertEquals("rfc822; b+c=d@example.net", mail.field(1, "Final-Recipient"));
    assertEquals("lan; b\\x{F6}b", mail.field(2, "Final-Recipient"));
  }
}
