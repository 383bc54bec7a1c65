package spooler.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.core.report.Report.Kind;
import spooler.core.report.Report.Line;

/** Which reports there can be, and what they are known by. */
class ReportTest {
  private static final Line BOB = Reports.failed("bob@example.net", "550 5.1.1 no such user");
  private static final Line CAROL = Reports.failed("carol@example.net", "550 5.1.1 no such user");

  @Test
  @DisplayName("there is no report on a report: a message without a sender gets none")
  void noReportOnAReport() {
    Envelope report = Envelope.from(null).to(Recipient.to("bob@example.net")).build();

    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Reports.report(Kind.NON_DELIVERY, report, BOB));

    assertEquals(
        "message 00000000003mv has no sender: nobody is told what becomes of it",
        refused.getMessage());
  }

  @Test
  @DisplayName("R76: failures are no matter of a delivery report, nor successes of the other")
  void statesFitTheKind() {
    Line sent = Reports.sent("bob@example.net", "250 ok");

    assertThrows(IllegalArgumentException.class, () -> Reports.onSuccess(BOB));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Reports.onFailure(BOB, sent));
    assertEquals(
        "a NON_DELIVERY report has nothing to say of bob@example.net, which is SENT",
        refused.getMessage());
  }

  @Test
  @DisplayName("a report on nobody is refused")
  void onNobody() {
    Envelope toBob = Envelope.from(Reports.onFailure(BOB).sender()).to(BOB.recipient()).build();

    assertThrows(IllegalArgumentException.class, () -> Reports.report(Kind.NON_DELIVERY, toBob));
  }

  @Test
  @DisplayName("the same said again has the same name, whatever the reply and the order")
  void sameName() {
    Line bobAgain = Reports.failed("bob@example.net", "550 5.1.1 no such user (id 2)");

    assertEquals(Reports.onFailure(BOB, CAROL).name(), Reports.onFailure(CAROL, bobAgain).name());
    assertTrue(Reports.onFailure(BOB).name().matches("ndr\\.00000000003mv\\.[0-9a-f]{32}"));
  }

  @Test
  @DisplayName("another recipient, state or kind makes another name")
  void otherNames() {
    String name = Reports.onFailure(BOB).name();

    assertNotEquals(name, Reports.onFailure(CAROL).name());
    assertNotEquals(name, Reports.onFailure(Reports.expired("bob@example.net", "")).name());
    assertTrue(Reports.onSuccess(Reports.sent("bob@example.net", "")).name().startsWith("dr."));
  }
}
