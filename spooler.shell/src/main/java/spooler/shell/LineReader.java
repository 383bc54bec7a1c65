package spooler.shell;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import spooler.api.command.Terminal;

/** Reads a line at a terminal: it can be corrected, and need not be shown. One thread uses it. */
final class LineReader {
  private static final long LOOK_MILLIS = 200;
  private static final int CTRL_D = 4;
  private static final int ESCAPE = 27;

  private final Terminal terminal;

  LineReader(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows a prompt and reads a line, and goes to the next one of the screen. What was typed before
   * the prompt is no part of it.
   *
   * @param secret whether what is typed is not to be shown
   * @param wanted asked several times a second; once it says no, nothing more is read
   * @return empty when it is not wanted any more, the person ended it without an answer (Ctrl-D),
   *     or the terminal has gone
   */
  Optional<String> read(String prompt, boolean secret, BooleanSupplier wanted) {
    try {
      terminal.keysOneByOne(true);
      try {
        skip();
        terminal.show(prompt);
        return keys(new TypedLine(secret), wanted);
      } finally {
        terminal.keysOneByOne(false);
        terminal.show("\n");
      }
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Optional<String> keys(TypedLine line, BooleanSupplier wanted) throws IOException {
    while (wanted.getAsBoolean()) {
      int key = terminal.key(LOOK_MILLIS);
      switch (key) {
        case '\r', '\n' -> {
          return Optional.of(line.text());
        }
        case CTRL_D, Terminal.GONE -> {
          return Optional.empty();
        }
        case ESCAPE -> skip(); // the rest of an arrow key, and the like
        case Terminal.NONE -> {}
        default -> terminal.show(line.type((char) key));
      }
    }
    return Optional.empty();
  }

  /** Forgets what was typed and not read yet. */
  private void skip() throws IOException {
    int key = terminal.key(1);
    while (key >= 0) {
      key = terminal.key(1); // meant for something else
    }
  }
}
