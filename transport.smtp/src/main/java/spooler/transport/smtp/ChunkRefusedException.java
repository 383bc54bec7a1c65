package spooler.transport.smtp;

import java.io.IOException;

/** The relay refused a message before all of it was sent. The connection is in step. */
final class ChunkRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  ChunkRefusedException(Reply reply) {
    super(reply.text());
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
