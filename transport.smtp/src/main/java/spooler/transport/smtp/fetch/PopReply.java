package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.util.List;

/**
 * What a POP3 server answers.
 *
 * @param lines of an answer of several, without the first
 */
record PopReply(boolean isOk, String text, List<String> lines) {
  PopReply {
    lines = List.copyOf(lines);
  }

  /** This, if it is good. */
  PopReply orFail(String command) throws IOException {
    if (!isOk) {
      throw new IOException("the server refuses %s: %s".formatted(command, text));
    }
    return this;
  }
}
