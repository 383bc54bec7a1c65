package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.RecipientOutcome;

/** What a refusal means for a recipient (RFC 5321, 4.2.3; RFC 3463). */
class VerdictTest {
  private static final Duration RETRY = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    "550, no bob,            TRANSFER_FAILED,          RECIPIENT_UNKNOWN",
    "551, moved,             TRANSFER_FAILED,          RECIPIENT_UNKNOWN",
    "553, bad name,          TRANSFER_FAILED,          ADDRESS_INCORRECT",
    "501, bad syntax,        TRANSFER_FAILED,          ADDRESS_INCORRECT",
    "554, no,                TRANSFER_FAILED,          NO_DIAGNOSTIC",
    "550, 5.1.1 no bob,      TRANSFER_FAILED,          RECIPIENT_UNKNOWN",
    "550, 5.1.2 no domain,   TRANSFER_FAILED,          NAME_UNRECOGNISED",
    "501, 5.1.3 bad syntax,  TRANSFER_FAILED,          ADDRESS_INCORRECT",
    "553, 5.1.4 which bob,   TRANSFER_FAILED,          NAME_AMBIGUOUS",
    "550, 5.2.1 disabled,    TRANSFER_FAILED,          RECIPIENT_UNAVAILABLE",
    "552, 5.2.2 full,        TRANSFER_FAILED,          RECIPIENT_UNAVAILABLE",
    "550, 5.4.7 expired,     TRANSFER_FAILED,          MAXIMUM_TIME_EXPIRED",
    "554, 5.6.3 converting,  CONVERSION_NOT_PERFORMED, NO_DIAGNOSTIC",
    "550, 5.7.1 not allowed, RESTRICTED_DELIVERY,      NO_DIAGNOSTIC"
  })
  void neverToARecipient(int code, String text, NdrReason reason, NdrDiagnostic diagnostic) {
    assertEquals(
        new RecipientOutcome.Refused(reason, diagnostic, code + " " + text),
        Verdict.onRecipient(new Reply(code, List.of(text)), RETRY));
  }

  @Test
  void neverToAMessageSaysNothingOfTheRecipient() {
    assertEquals(
        new RecipientOutcome.Refused(
            NdrReason.TRANSFER_FAILED, NdrDiagnostic.NO_DIAGNOSTIC, "550 spam"),
        Verdict.onMessage(new Reply(550, List.of("spam")), RETRY));
  }

  @Test
  void notNowIsADelay() {
    Reply greylisted = new Reply(450, List.of("4.2.0 later"));
    RecipientOutcome delayed = new RecipientOutcome.Delayed(RETRY, "450 4.2.0 later");
    assertEquals(delayed, Verdict.onRecipient(greylisted, RETRY));
    assertEquals(delayed, Verdict.onMessage(greylisted, RETRY));
  }
}
