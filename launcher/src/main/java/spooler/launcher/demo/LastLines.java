package spooler.launcher.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import spooler.launcher.LogLine;

/** Keeps the log's warnings out of sight, unless something goes wrong. Thread-safe. */
final class LastLines extends Handler {
  private static final int KEPT = 30;

  private final Deque<LogRecord> records = new ArrayDeque<>();

  /** Takes the place of every other handler. */
  static LastLines install() {
    Logger root = Logger.getLogger("");
    for (Handler other : root.getHandlers()) {
      root.removeHandler(other);
    }
    LastLines lines = new LastLines();
    lines.setLevel(Level.WARNING);
    root.addHandler(lines);
    return lines;
  }

  @Override
  public synchronized void publish(LogRecord event) {
    if (isLoggable(event)) {
      records.add(event);
      if (records.size() > KEPT) {
        records.remove();
      }
    }
  }

  /** Shows what was logged last. */
  synchronized void print(PrintStream to) {
    LogLine form = new LogLine();
    records.forEach(event -> to.print(form.format(event)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
