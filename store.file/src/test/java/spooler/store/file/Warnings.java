package spooler.store.file;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the store warns of while a test runs. */
final class Warnings extends Handler implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("spooler.store.file");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final SimpleFormatter format = new SimpleFormatter();

  Warnings() {
    LOG.addHandler(this);
    LOG.setUseParentHandlers(false);
  }

  /** Those so far; they are forgotten with that. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void publish(LogRecord news) {
    if (news.getLevel().intValue() >= Level.WARNING.intValue()) {
      lines.add(format.formatMessage(news));
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    LOG.setUseParentHandlers(true);
    LOG.removeHandler(this);
  }
}
