package spooler.shell;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * A terminal through JLine. The terminal itself lets a line be corrected until it is ended; only
 * its echo is turned off, and back on.
 *
 * <p><b>Failure:</b> a terminal that has gone away gives no answer.
 */
final class JlineTty implements Tty {
  private static final long LOOK_MILLIS = 200;

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
    boolean echo = terminal.echo(!secret);
    try {
      return read(wanted);
    } catch (IOException gone) {
      return Optional.empty();
    } finally {
      terminal.echo(echo);
      if (secret) {
        show("\n"); // the one that was typed was not shown either
      }
    }
  }

  private Optional<String> read(BooleanSupplier wanted) throws IOException {
    NonBlockingReader keys = terminal.reader();
    while (keys.read(1L) >= 0) {
      // typed ahead: meant for something else
    }
    StringBuilder line = new StringBuilder();
    while (wanted.getAsBoolean()) {
      int key = keys.read(LOOK_MILLIS);
      if (key == '\n' || key == '\r') {
        return Optional.of(line.toString());
      }
      if (key == NonBlockingReader.EOF) {
        return Optional.empty();
      }
      if (key >= 0) {
        line.append((char) key);
      }
    }
    return Optional.empty();
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
