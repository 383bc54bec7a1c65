package spooler.transport.smtp;

import java.io.IOException;

/**
 * The relay has refused the message and hung up before all of it was sent. What that means is
 * settled; the connection is over.
 */
final class LeftEarlyException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  LeftEarlyException(Reply reply, IOException cause) {
    super("the relay hung up in the middle of a message: " + reply.text(), cause);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
