package spooler.shell;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Terminal;

/** The Felix shell's terminal, which is JLine's. */
final class JlineTerminal implements Terminal {
  private final org.jline.terminal.Terminal terminal;
  private final JlineScreen screen;
  private @Nullable SignalHandler before;
  private @Nullable Attributes cooked;

  JlineTerminal(org.jline.terminal.Terminal terminal, JlineScreen screen) {
    this.terminal = terminal;
    this.screen = screen;
  }

  /** Whether a terminal can do what is needed here. */
  static boolean isAble(org.jline.terminal.Terminal terminal) {
    return !terminal.getType().startsWith(org.jline.terminal.Terminal.TYPE_DUMB);
  }

  @Override
  public int width() {
    return terminal.getWidth();
  }

  @Override
  public void show(String text) {
    screen.show(text);
  }

  @Override
  public void keysOneByOne(boolean on) {
    if (on) {
      cooked = terminal.enterRawMode(); // Ctrl-C stays a signal
    } else if (cooked != null) {
      terminal.setAttributes(cooked);
      cooked = null;
    }
  }

  @Override
  public int key(long millis) throws IOException {
    int key = terminal.reader().read(millis);
    return switch (key) {
      case NonBlockingReader.READ_EXPIRED -> NONE;
      case NonBlockingReader.EOF -> GONE;
      default -> key;
    };
  }

  @Override
  public void onInterrupt(Runnable task) {
    SignalHandler previous = terminal.handle(Signal.INT, signal -> task.run());
    before = before == null ? previous : before;
  }

  @Override
  public void close() {
    keysOneByOne(false);
    if (before != null) {
      terminal.handle(Signal.INT, before);
      before = null;
    }
  }
}
