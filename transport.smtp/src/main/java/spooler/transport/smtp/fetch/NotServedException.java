package spooler.transport.smtp.fetch;

import java.io.IOException;

/** The server does not hand out one message; the others are not affected. */
final class NotServedException extends IOException {
  private static final long serialVersionUID = 1;

  /** In plain words. */
  NotServedException(String message) {
    super(message);
  }
}
