package spooler.transport.lan;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that are not taken for the time being: another spooler has them, or they can never be
 * taken, which is said once.
 *
 * <p><b>Bounds:</b> the oldest are forgotten, and looked at again. <br>
 * <b>Threads:</b> any; guarded by {@code this}.
 */
final class LeftAlone {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");
  private static final int MOST = 10_000;
  private static final Duration TIME = Duration.ofSeconds(60);

  private final Map<Path, Long> since = bounded(); // guarded by this
  private final Map<Path, String> refused = bounded(); // guarded by this

  /** Leaves a file alone for a minute. */
  synchronized void leave(Path file) {
    since.put(file, System.nanoTime());
  }

  /** Leaves a file alone that can never be taken. */
  synchronized void refuse(Path file, String why) {
    leave(file);
    if (!why.equals(refused.put(file, why))) {
      LOG.log(Level.WARNING, "{0}: {1}; it is left there", file, why);
    }
  }

  /** Whether to pass over it. */
  synchronized boolean has(Path file) {
    Long left = since.get(file);
    if (left != null && System.nanoTime() - left > TIME.toNanos()) {
      since.remove(file);
      return false;
    }
    return left != null;
  }

  /** It is gone, or was taken after all. */
  synchronized void forget(Path file) {
    since.remove(file);
    refused.remove(file);
  }

  /** How many can never be taken. */
  synchronized int refused() {
    return refused.size();
  }

  private static <V> Map<Path, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Path, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
