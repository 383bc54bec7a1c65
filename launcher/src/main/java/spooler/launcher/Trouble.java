package spooler.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first error that is logged while the spooler starts: most often the reason why it does
 * not get ready.
 *
 * <p><b>Threads:</b> any.
 */
final class Trouble extends Handler {
  private @Nullable String first;
  private long since;

  private Trouble() {
    setLevel(Level.SEVERE);
  }

  /** Begins to listen, until it is closed. */
  static Trouble listen() {
    Trouble trouble = new Trouble();
    Logger.getLogger("").addHandler(trouble);
    return trouble;
  }

  @Override
  public synchronized void publish(LogRecord event) {
    if (first == null && isLoggable(event)) {
      Throwable thrown = event.getThrown();
      first = LogLine.oneLine(event.getMessage()) + (thrown == null ? "" : LogLine.causes(thrown));
      since = System.nanoTime();
    }
  }

  /** What it was; empty while all is well. */
  synchronized Optional<String> first() {
    return Optional.ofNullable(first);
  }

  /** Whether there has been trouble for that long. */
  synchronized boolean isOlderThan(Duration age) {
    return first != null && System.nanoTime() - since > age.toNanos();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
