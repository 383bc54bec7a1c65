package spooler.transport.smtp;

import java.io.IOException;

/**
 * The whole message was sent and the answer to it was lost: the relay may have taken it. It is sent
 * again, because a message that arrives twice is better than one that is lost (RFC 5321, 6.1 and
 * 4.5.3.2.6).
 */
final class InDoubtException extends IOException {
  private static final long serialVersionUID = 1;

  private final String reason;

  InDoubtException(IOException cause) {
    super(cause);
    reason =
        "in doubt: the whole message was sent, but its answer was lost (%s); the relay may have"
                .formatted(cause.getMessage())
            + " taken it, and it will be sent again";
  }

  /** For people; never null. */
  @Override
  public String getMessage() {
    return reason;
  }
}
