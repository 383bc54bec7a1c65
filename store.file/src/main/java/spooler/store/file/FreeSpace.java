package spooler.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import spooler.api.store.StoreException;

/**
 * What is free on a disk, without asking it each time: what it said in the last second, less what
 * was promised since. Before anybody is refused it is asked again. Not safe for several threads.
 */
final class FreeSpace {
  private static final Duration GOOD_FOR = Duration.ofSeconds(1);

  private final Disk disk;
  private final Path folder;
  private final Clock clock;
  private Instant asked = Instant.MIN;
  private long free;

  FreeSpace(Disk disk, Path folder, Clock clock) {
    this.disk = disk;
    this.folder = folder;
    this.clock = clock;
  }

  /** So many bytes will be written. */
  void spend(long bytes) {
    free -= bytes;
  }

  /**
   * Whether at least so much is free.
   *
   * @param promised bytes that were spent and may not be on the disk yet
   * @throws StoreException when the disk does not say
   */
  boolean isAtLeast(long least, long promised) {
    Instant now = clock.instant();
    boolean known = !now.isBefore(asked) && now.isBefore(asked.plus(GOOD_FOR));
    if (!known || free < least) {
      free = ask() - promised;
      asked = now;
    }
    return free >= least;
  }

  private long ask() {
    try {
      return disk.freeBytes(folder);
    } catch (IOException e) {
      throw new StoreException(
          "cannot tell what is free on the disk of %s: %s; check the disk, or set leastFreeMiB to 0"
              .formatted(folder, e),
          e);
    }
  }

  /** What was free when it was last asked, less what was spent. */
  long bytes() {
    return Math.max(0, free);
  }
}
