package spooler.api.transport;

import java.time.Duration;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;

/** What a transport decided about one recipient. */
public sealed interface RecipientOutcome {
  /** The far side took responsibility. */
  record Delivered(String reply) implements RecipientOutcome {}

  /** Refused for good; the sender is told. */
  record Refused(NdrReason reason, NdrDiagnostic diagnostic, String reply)
      implements RecipientOutcome {}

  /** Not now: this transport again, after {@code delay}. */
  record Delayed(Duration delay, String reply) implements RecipientOutcome {}
}
