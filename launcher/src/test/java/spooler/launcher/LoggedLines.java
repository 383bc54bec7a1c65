package spooler.launcher;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that is logged in this program, as it would be printed. */
final class LoggedLines extends Handler {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LogLine form = new LogLine();

  private LoggedLines() {
    setLevel(Level.ALL);
  }

  static LoggedLines listen() {
    LoggedLines lines = new LoggedLines();
    Logger.getLogger("").addHandler(lines);
    return lines;
  }

  @Override
  public void publish(LogRecord event) {
    lines.add(form.format(event));
  }

  /** All lines so far. */
  String text() {
    return String.join("", lines);
  }

  /** Waits until a line holds this. */
  void await(String part) throws Exception {
    try {
      Await.until("\"" + part + "\" is logged", () -> text().contains(part));
    } catch (AssertionError missing) {
      throw new AssertionError(missing.getMessage() + "; there is\n" + text(), missing);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
