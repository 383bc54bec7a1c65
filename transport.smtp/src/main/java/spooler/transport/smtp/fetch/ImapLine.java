package spooler.transport.smtp.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commands and answers of IMAP before anybody has signed in. Confined to one thread. */
final class ImapLine {
  private static final int MOST_LINES = 1000;

  private final LineWire wire;
  private int commands;

  ImapLine(LineWire wire) {
    this.wire = wire;
  }

  /**
   * What the server answers.
   *
   * @param state OK, NO, BAD, or {@code +} when it wants to hear more
   * @param untagged lines that came before, without their asterisk
   */
  record Answer(String state, String text, List<String> untagged) {
    boolean isOk() {
      return state.equals("OK");
    }

    boolean isGoOn() {
      return state.equals("+");
    }

    Answer orFail(String command) throws IOException {
      if (!isOk()) {
        throw new IOException("the server refuses %s: %s %s".formatted(command, state, text));
      }
      return this;
    }
  }

  /** The first line; answers whether nobody needs to sign in. */
  boolean greeting() throws IOException {
    String line = wire.line();
    if (line.startsWith("* BYE")) {
      throw new IOException("the server does not want us: " + line.substring(5).strip());
    }
    if (!line.startsWith("* OK") && !line.startsWith("* PREAUTH")) {
      throw new IOException("the server does not speak IMAP on this port");
    }
    return line.startsWith("* PREAUTH");
  }

  /** Command and answer. */
  Answer ask(String command) throws IOException {
    commands++;
    wire.put(tag() + " " + command);
    return answer();
  }

  /** Answers what a {@code +} has asked for. */
  Answer goOn(String text) throws IOException {
    wire.put(text);
    return answer();
  }

  private String tag() {
    return "o" + commands;
  }

  private Answer answer() throws IOException {
    List<String> untagged = new ArrayList<>();
    while (untagged.size() < MOST_LINES) {
      String line = wire.line();
      if (line.startsWith("+")) {
        return new Answer("+", line.substring(1).strip(), untagged);
      }
      if (line.startsWith(tag() + " ")) {
        String[] parts = line.split(" ", 3);
        return new Answer(parts[1], parts.length > 2 ? parts[2] : "", untagged);
      }
      if (line.startsWith("* BYE")) {
        throw new EOFException("the server hung up: " + line.substring(5).strip());
      }
      untagged.add(line.startsWith("* ") ? line.substring(2) : line);
    }
    throw new IOException("the server talks without end");
  }

  LineWire wire() {
    return wire;
  }
}
