package spooler.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Log lines on the Felix shell's screen, each above what is typed there or shows how far a transfer
 * is; in the place of the handlers that would write into that line.
 *
 * <p><b>Threads:</b> any log. They wait for nothing, whatever locks they hold: one thread of its
 * own writes. When a thousand lines wait because the terminal takes none, further ones are left
 * out, and their number is told. <br>
 * <b>Failure:</b> at a screen that fails, the log goes again where it went before.
 */
final class JlineLog extends Handler {
  private static final int MOST_WAITING = 1_000;
  private static final long LAST_LINES_MILLIS = 1_000;

  private final JlineScreen screen;
  private final Logger root = Logger.getLogger("");
  private final List<Handler> replaced = new ArrayList<>();
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicInteger leftOut = new AtomicInteger();
  private final Thread writer = new Thread(this::write, "spooler log at the terminal");

  JlineLog(JlineScreen screen) {
    this.screen = screen;
    writer.setDaemon(true);
  }

  /** Takes the place of what writes to standard error; nothing happens where nothing does. */
  synchronized void open() {
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        setFormatter(handler.getFormatter());
        setLevel(handler.getLevel());
        replaced.add(handler);
        root.removeHandler(handler);
      }
    }
    if (!replaced.isEmpty()) {
      root.addHandler(this);
      writer.start();
    }
  }

  @Override
  public void publish(LogRecord event) {
    if (isLoggable(event) && !lines.offer(getFormatter().format(event))) {
      leftOut.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (true) {
        write(lines.take());
      }
    } catch (InterruptedException closed) {
      for (String line = lines.poll(); line != null; line = lines.poll()) {
        write(line);
      }
    } finally {
      giveBack();
    }
  }

  private void write(String line) {
    screen.above(line);
    int missing = leftOut.getAndSet(0);
    if (missing > 0) {
      screen.above("(lines of the log that are left out: %d)%n".formatted(missing));
    }
  }

  @Override
  public void flush() {
    // each line is shown as soon as the terminal takes it
  }

  /** Gives the place back; what was logged before is shown first, if the terminal takes it. */
  @Override
  public void close() {
    giveBack();
    writer.interrupt();
    try {
      writer.join(LAST_LINES_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void giveBack() {
    root.removeHandler(this);
    replaced.forEach(root::addHandler);
    replaced.clear();
  }
}
