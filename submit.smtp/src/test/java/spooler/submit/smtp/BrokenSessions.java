package spooler.submit.smtp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The sessions that a defect has ended while a test ran: of those there is a line in the log. */
final class BrokenSessions extends Handler implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("spooler.submit.smtp");

  private final List<Throwable> defects = new CopyOnWriteArrayList<>();

  BrokenSessions() {
    LOG.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    Throwable defect = line.getThrown();
    if (defect != null && line.getMessage().contains("the session of")) {
      defects.add(defect);
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  /** Looks no longer. */
  @Override
  public void close() {
    LOG.removeHandler(this);
  }

  /** Fails with the first defect, if there was one. */
  void expectNone() {
    if (!defects.isEmpty()) {
      throw new AssertionError(defects.size() + " sessions broke", defects.get(0));
    }
  }
}
