package spooler.api.transport;

import java.time.Duration;
import java.util.Objects;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;

/** What a transport decided about one recipient. */
public sealed interface RecipientOutcome {
  /** The far side took responsibility. */
  record Delivered(String reply) implements RecipientOutcome {
    /** Checks that it is there. */
    public Delivered {
      Objects.requireNonNull(reply, "reply");
    }
  }

  /** Refused for good; the sender is told. */
  record Refused(NdrReason reason, NdrDiagnostic diagnostic, String reply)
      implements RecipientOutcome {
    /** Checks that all are there. */
    public Refused {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(diagnostic, "diagnostic");
      Objects.requireNonNull(reply, "reply");
    }
  }

  /** Not now: this transport again, after {@code delay}. */
  record Delayed(Duration delay, String reply) implements RecipientOutcome {
    /** Checks that both are there. */
    public Delayed {
      Objects.requireNonNull(delay, "delay");
      Objects.requireNonNull(reply, "reply");
    }
  }
}
