package spooler.transport.smtp;

import java.io.IOException;

/**
 * A connection that had carried a message before was gone when the next one began: the relay has a
 * limit on messages, or on idle time. Nothing of the message was heard, so it may be begun anew on
 * a fresh connection.
 */
final class ConnectionOverException extends IOException {
  private static final long serialVersionUID = 1;

  ConnectionOverException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
