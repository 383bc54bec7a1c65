package spooler.transport.lan;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells files that are still being written from those that are complete: one that keeps its size
 * and its time of change for long enough is complete. An empty one never is.
 *
 * <p>The time of change is only compared with itself, since a server's clock may say anything; how
 * long that lasts is measured here. <br>
 * <b>Threads:</b> one.
 */
final class Settling {
  private final long nanos;
  private final LongSupplier ticker;
  private final Map<Path, Look> looks = new HashMap<>();

  private record Look(long size, FileTime changed, long since) {
    boolean isSame(BasicFileAttributes now) {
      return now.size() == size && now.lastModifiedTime().equals(changed);
    }
  }

  /**
   * For files that are complete after so long.
   *
   * @param ticker counts nanoseconds
   */
  Settling(Duration settle, LongSupplier ticker) {
    this.nanos = settle.toNanos();
    this.ticker = ticker;
  }

  /** Whether a file is complete that now looks so. */
  boolean isSettled(Path file, BasicFileAttributes now) {
    if (now.size() == 0) {
      return false;
    }
    long tick = ticker.getAsLong();
    Look look = looks.get(file);
    if (look == null || !look.isSame(now)) {
      look = new Look(now.size(), now.lastModifiedTime(), tick);
      looks.put(file, look);
    }
    return tick - look.since() >= nanos;
  }

  /** Forgets all but these. */
  void keep(Set<Path> present) {
    looks.keySet().retainAll(present);
  }
}
