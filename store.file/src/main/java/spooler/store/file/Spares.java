package spooler.store.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Emptied segments that are kept to become the next ones. What is written over has its room
 * already: a force writes the bytes, and nothing about where they lie, in half the time.
 *
 * <p>What still stands in one is no record of any later segment: checksums are over the segment's
 * number, too, and while a store is open no number comes twice.
 *
 * <p><b>Durability:</b> an emptied segment gets the name {@code NUMBER.spare}, and its folder is
 * forced, before anything is written over it: no opening can take it for the segment that it was.
 * Those that an opening finds are deleted.
 *
 * <p><b>Threads:</b> the one that writes the log. <b>Failure:</b> one that cannot be used or
 * deleted is left for the next opening.
 */
final class Spares {
  static final String SUFFIX = ".spare";
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final int MOST = 2;

  private final Disk disk;
  private final Path folder;
  private final Queue<Spare> spares = new ArrayDeque<>();
  private @Nullable Spare unforced;

  private record Spare(Path file, long length) {}

  Spares(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** What they take, in bytes. */
  long bytes() {
    return spares.stream().mapToLong(Spare::length).sum();
  }

  /** Whether one more may be kept. */
  boolean haveRoom() {
    return spares.size() < MOST;
  }

  /** Whether a segment has got its new name, and its folder is not forced yet. */
  boolean isNaming() {
    return unforced != null;
  }

  /** Gives a segment its new name, if it has not got it; {@link #forced} comes next. */
  void name(Segment emptied) throws IOException {
    if (unforced == null) {
      Path spare = folder.resolve(emptied.number() + SUFFIX);
      disk.rename(emptied.file(), spare);
      unforced = new Spare(spare, emptied.end());
    }
  }

  /** The folder was forced: what was named may be used. */
  void forced() {
    if (unforced != null) {
      spares.add(unforced);
      unforced = null;
    }
  }

  boolean isEmpty() {
    return spares.isEmpty();
  }

  /**
   * Gives one the name of a segment that is being made.
   *
   * @return how long it is
   */
  long take(Path unfinished) throws IOException {
    Spare taken = Objects.requireNonNull(spares.poll());
    disk.rename(taken.file(), unfinished);
    return taken.length();
  }

  /** Deletes them. */
  void drop() {
    for (Spare spare = spares.poll(); spare != null; spare = spares.poll()) {
      try {
        disk.delete(spare.file());
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "left for the next start to remove: " + spare.file(), e);
      }
    }
  }
}
