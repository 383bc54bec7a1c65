package spooler.submit.smtp;

import java.io.IOException;

/** A connection and its session. */
record Client(Wire wire, Conversation conversation) {
  /** Tells it, if it is between two commands, that we are shutting down; else it is told after. */
  void dismiss() throws IOException {
    if (conversation.isWaiting()) {
      wire.shutdownInput();
    }
  }
}
