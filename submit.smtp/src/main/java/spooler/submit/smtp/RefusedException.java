package spooler.submit.smtp;

import java.io.IOException;

/** Something of the client's that is not taken, and the reply that says why. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  RefusedException(Reply reply) {
    super(reply.lines().get(0));
    this.reply = reply;
  }

  RefusedException(int code, String status, String text) {
    this(Reply.of(code, status, text));
  }

  /** What the client is told. */
  Reply reply() {
    return reply;
  }
}
