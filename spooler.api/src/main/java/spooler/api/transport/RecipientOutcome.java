package spooler.api.transport;

import java.time.Duration;
import java.util.Objects;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;

/** What a transport decided about one recipient. */
public sealed interface RecipientOutcome {
  /**
   * The far side took responsibility.
   *
   * @param reportedThere whether it has also promised to tell the sender of the delivery, if the
   *     envelope asks for that (RFC 3461, 5.2): then the spooler does not
   */
  record Delivered(String reply, boolean reportedThere) implements RecipientOutcome {
    /** Checks that it is there. */
    public Delivered {
      Objects.requireNonNull(reply, "reply");
    }

    /** Without a promise. */
    public Delivered(String reply) {
      this(reply, false);
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
