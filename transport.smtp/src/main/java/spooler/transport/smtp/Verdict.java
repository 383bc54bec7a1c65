package spooler.transport.smtp;

import java.time.Duration;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Refused;

/** From a refusing reply to what it means for a recipient: 4yz not now, 5yz never. */
final class Verdict {
  private Verdict() {}

  /** Of a reply to RCPT. */
  static RecipientOutcome onRecipient(Reply reply, Duration retryAfter) {
    return reply.isNever() && !isTooMany(reply)
        ? refused(reply, diagnosticOf(reply.code()))
        : new Delayed(retryAfter, reply.text());
  }

  /** "Too many recipients" is never for good, whatever the code (RFC 5321, 4.5.3.1.10). */
  private static boolean isTooMany(Reply reply) {
    return reply.status().map(status -> status.says(5, 3)).orElse(false);
  }

  /** Of a reply to MAIL, DATA or the message: it is about the message, not about the recipient. */
  static RecipientOutcome onMessage(Reply reply, Duration retryAfter) {
    return reply.isNever()
        ? refused(reply, NdrDiagnostic.NO_DIAGNOSTIC)
        : new Delayed(retryAfter, reply.text());
  }

  private static Refused refused(Reply reply, NdrDiagnostic unlessSaid) {
    return reply
        .status()
        .map(status -> refused(status, reply))
        .orElseGet(() -> new Refused(NdrReason.TRANSFER_FAILED, unlessSaid, reply.text()));
  }

  private static Refused refused(EnhancedStatus status, Reply reply) {
    NdrReason reason =
        switch (status.subject()) {
          case 6 -> NdrReason.CONVERSION_NOT_PERFORMED;
          case 7 -> NdrReason.RESTRICTED_DELIVERY;
          default -> NdrReason.TRANSFER_FAILED;
        };
    return new Refused(reason, diagnosticOf(status), reply.text());
  }

  /** RFC 3463, section 3. */
  private static NdrDiagnostic diagnosticOf(EnhancedStatus status) {
    return switch (status.subject()) {
      case 1 ->
          switch (status.detail()) {
            case 1, 6 -> NdrDiagnostic.RECIPIENT_UNKNOWN;
            case 2 -> NdrDiagnostic.NAME_UNRECOGNISED;
            case 3 -> NdrDiagnostic.ADDRESS_INCORRECT;
            case 4 -> NdrDiagnostic.NAME_AMBIGUOUS;
            default -> NdrDiagnostic.NO_DIAGNOSTIC;
          };
      case 2 -> NdrDiagnostic.RECIPIENT_UNAVAILABLE;
      case 4 ->
          status.detail() == 7 ? NdrDiagnostic.MAXIMUM_TIME_EXPIRED : NdrDiagnostic.NO_DIAGNOSTIC;
      default -> NdrDiagnostic.NO_DIAGNOSTIC;
    };
  }

  /** Of RCPT without an enhanced code (RFC 5321, 4.2.3). */
  private static NdrDiagnostic diagnosticOf(int code) {
    return switch (code) {
      case 550, 551 -> NdrDiagnostic.RECIPIENT_UNKNOWN;
      case 501, 553 -> NdrDiagnostic.ADDRESS_INCORRECT;
      default -> NdrDiagnostic.NO_DIAGNOSTIC;
    };
  }
}
