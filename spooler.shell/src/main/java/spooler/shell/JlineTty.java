package spooler.shell;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * A terminal through JLine.
 *
 * <p><b>Failure:</b> a terminal that has gone away gives no answer.
 */
final class JlineTty implements Tty {
  private static final long LOOK_MILLIS = 200;
  private static final int CTRL_D = 4;
  private static final int ESCAPE = 27;

  private final Terminal terminal;
  private final boolean own;
  private @Nullable SignalHandler before;

  /**
   * That terminal.
   *
   * @param own whether it is closed with this
   */
  JlineTty(Terminal terminal, boolean own) {
    this.terminal = terminal;
    this.own = own;
  }

  /** The terminal of this process; empty where JLine cannot open it. */
  static Optional<Tty> ofProcess() {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(Terminal.class.getClassLoader()); // that is where JLine looks
    try {
      return Optional.of(new JlineTty(TerminalBuilder.builder().dumb(false).build(), true));
    } catch (IOException | IllegalStateException none) {
      return Optional.empty();
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  /** Whether a terminal can do what is needed here. */
  static boolean isAble(Terminal terminal) {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  @Override
  public void show(String text) {
    terminal.writer().print(text);
    terminal.flush();
  }

  @Override
  public Optional<String> readLine(boolean secret, BooleanSupplier wanted) {
    Attributes before = terminal.enterRawMode(); // Ctrl-C stays a signal
    try {
      return read(new TypedLine(secret), wanted);
    } catch (IOException gone) {
      return Optional.empty();
    } finally {
      terminal.setAttributes(before);
      show("\n");
    }
  }

  private Optional<String> read(TypedLine line, BooleanSupplier wanted) throws IOException {
    skip();
    while (wanted.getAsBoolean()) {
      int key = terminal.reader().read(LOOK_MILLIS);
      switch (key) {
        case '\r', '\n' -> {
          return Optional.of(line.text());
        }
        case CTRL_D, NonBlockingReader.EOF -> {
          return Optional.empty();
        }
        case ESCAPE -> skip(); // the rest of an arrow key, and the like
        case NonBlockingReader.READ_EXPIRED -> {}
        default -> show(line.type((char) key));
      }
    }
    return Optional.empty();
  }

  /** Forgets what was typed and not read yet. */
  private void skip() throws IOException {
    while (terminal.reader().read(1L) >= 0) {
      // meant for something else
    }
  }

  @Override
  public void onInterrupt(Runnable task) {
    SignalHandler previous = terminal.handle(Signal.INT, signal -> task.run());
    before = before == null ? previous : before;
  }

  @Override
  public void close() {
    if (before != null) {
      terminal.handle(Signal.INT, before);
      before = null;
    }
    if (own) {
      try {
        terminal.close();
      } catch (IOException gone) {
        // there is nothing left to put back
      }
    }
  }
}
