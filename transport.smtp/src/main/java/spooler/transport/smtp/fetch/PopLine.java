package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** Commands and answers of POP3 (RFC 1939, 3). Confined to one thread. */
record PopLine(LineWire wire) {
  private static final int MOST_LINES = 1_000_000;

  /** Command, and an answer of one line. */
  PopReply ask(String command) throws IOException {
    wire.put(command);
    return reply();
  }

  /** The next answer of one line. */
  PopReply reply() throws IOException {
    String line = wire.line();
    if (line.startsWith("+OK")) {
      return new PopReply(true, line.substring(3).strip(), List.of());
    }
    if (line.startsWith("-ERR")) {
      return new PopReply(false, line.substring(4).strip(), List.of());
    }
    throw new ProtocolException("the server says \"%s\", which is no POP3".formatted(shown(line)));
  }

  /** Command, and an answer of several lines, if it is good. */
  PopReply askForLines(String command) throws IOException {
    PopReply first = ask(command);
    if (!first.isOk()) {
      return first;
    }
    List<String> lines = new ArrayList<>();
    for (String line = wire.line(); !line.equals("."); line = wire.line()) {
      if (lines.size() == MOST_LINES) {
        throw new ProtocolException("an answer of more than %d lines".formatted(MOST_LINES));
      }
      lines.add(line.startsWith(".") ? line.substring(1) : line);
    }
    return new PopReply(true, first.text(), lines);
  }

  private static String shown(String line) {
    String start = line.length() <= 60 ? line : line.substring(0, 60) + "...";
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
