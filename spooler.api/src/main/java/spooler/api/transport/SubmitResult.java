package spooler.api.transport;

import java.time.Duration;
import java.util.Objects;
import spooler.api.mapi.HResult;

/** What SubmitMessage answers. Only {@link Ok} is followed by EndMessage. */
public sealed interface SubmitResult {
  /** The answer that all went well. */
  SubmitResult OK = new Ok();

  /** Handled: EndMessage comes next. */
  record Ok() implements SubmitResult {}

  /** Not for this transport: offer the recipients to the next one (MAPI_E_NOT_ME). */
  record NotMe() implements SubmitResult {}

  /** Not now: the same transport again later (MAPI_E_BUSY). */
  record Busy() implements SubmitResult {}

  /** Not before {@code delay} has passed (MAPI_E_WAIT). */
  record Wait(Duration delay, String reason) implements SubmitResult {
    /** Checks that both are there. */
    public Wait {
      Objects.requireNonNull(delay, "delay");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The line, not the message, is at fault: costs no attempt (MAPI_E_NETWORK_ERROR). */
  record NetworkError(Duration delay, String reason) implements SubmitResult {
    /** Checks that both are there. */
    public NetworkError {
      Objects.requireNonNull(delay, "delay");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A deferred message is not wanted now after all, or the running one was cancelled
   * (MAPI_E_CANCEL).
   */
  record Cancelled() implements SubmitResult {}

  /** Anything else; the message stays and is tried again after the default delay. */
  record Failed(HResult code, String reason) implements SubmitResult {
    /** Checks that both are there. */
    public Failed {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
