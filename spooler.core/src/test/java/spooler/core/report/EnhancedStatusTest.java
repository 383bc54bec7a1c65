package spooler.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.core.report.Report.Line;

/** From what is known of a recipient to the status that programs read (RFC 3463). */
class EnhancedStatusTest {
  @ParameterizedTest
  @DisplayName("what the reply says goes before anything else, if it fits the state")
  @CsvSource({
    "FAILED, 5.1.1 no such user, 5.1.1",
    "FAILED, 550 5.7.26 not authenticated, 5.7.26",
    "FAILED, 550-5.2.2 mailbox full, 5.2.2",
    "FAILED, host mx said: 554 (#5.3.4) too big, 5.3.4",
    "FAILED, the code was 5.1.6., 5.1.6",
    "FAILED, 450 4.2.0 then 550 5.2.1 disabled, 5.2.1",
    "EXPIRED, 450 4.2.0 greylisted, 4.2.0",
    "SENT, 250 2.1.5 queued, 2.1.5",
  })
  void said(RecipientState state, String reply, String status) {
    assertEquals(status, status(state, reply, null, null));
  }

  @ParameterizedTest
  @DisplayName("what only looks like one is none, and one of another kind does not count")
  @CsvSource({
    "FAILED, 550 refused by 5.1.1.7, 5.0.0",
    "FAILED, 550 refused by 10.5.1.1, 5.0.0",
    "FAILED, 550 Exim 4.96.1, 5.0.0",
    "FAILED, 450 4.2.0 greylisted, 5.0.0",
    "FAILED, 550 x5.1.1, 5.0.0",
    "FAILED, 550 5.1.1234, 5.0.0",
    "EXPIRED, 550 5.1.1 no such user, 4.4.7",
    "EXPIRED, connection refused, 4.4.7",
    "SENT, 250 ok, 2.0.0",
  })
  void notSaid(RecipientState state, String reply, String status) {
    assertEquals(status, status(state, reply, null, null));
  }

  @ParameterizedTest
  @DisplayName(
      "R75 R76: without a reply the diagnostic decides, and the reason where there is none")
  @CsvSource({
    "TRANSFER_FAILED, RECIPIENT_UNKNOWN, 5.1.1",
    "TRANSFER_FAILED, NAME_UNRECOGNISED, 5.1.1",
    "TRANSFER_FAILED, ADDRESS_INCORRECT, 5.1.3",
    "TRANSFER_FAILED, NAME_AMBIGUOUS, 5.1.4",
    "TRANSFER_FAILED, RECIPIENT_UNAVAILABLE, 5.2.0",
    "TRANSFER_FAILED, MAXIMUM_TIME_EXPIRED, 5.4.7",
    "TRANSFER_FAILED, NO_DIAGNOSTIC, 5.0.0",
    "TRANSFER_IMPOSSIBLE, NO_DIAGNOSTIC, 5.4.4",
    "CONVERSION_NOT_PERFORMED, NO_DIAGNOSTIC, 5.6.3",
    "RESTRICTED_DELIVERY, NO_DIAGNOSTIC, 5.7.1",
    "DIRECTORY_OPERATION_FAILED, NO_DIAGNOSTIC, 5.4.3",
    "PHYSICAL_DELIVERY_NOT_DONE, NO_DIAGNOSTIC, 5.0.0",
  })
  void known(NdrReason reason, NdrDiagnostic diagnostic, String status) {
    assertEquals(status, status(RecipientState.FAILED, "", reason, diagnostic));
  }

  private static String status(
      RecipientState state,
      String reply,
      @Nullable NdrReason reason,
      @Nullable NdrDiagnostic diagnostic) {
    Line line =
        new Line(Recipient.to("bob@example.net"), state, reply, reason, diagnostic, "relay");
    return EnhancedStatus.of(line).toString();
  }
}
