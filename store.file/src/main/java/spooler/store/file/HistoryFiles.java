package spooler.store.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files of the history there are, and which have to go.
 *
 * <p><b>Threads:</b> any; its own lock is held for memory operations only. <b>Failure:</b> a file
 * that cannot be deleted is left for the next start.
 */
final class HistoryFiles {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /** With less free, it is worth a try to make room when the log cannot be written. */
  private static final long NEARLY_FULL = 128 << 20;

  private final Disk disk;
  private final Path folder;
  private final HistoryLimits limits;
  private final NavigableMap<Long, HistoryFile> done = new TreeMap<>(); // by number
  private @Nullable HistoryFile open;

  HistoryFiles(Disk disk, Path folder, HistoryLimits limits) {
    this.disk = disk;
    this.folder = folder;
    this.limits = limits;
  }

  /** Nothing more is written to this one. */
  synchronized void add(HistoryFile file) {
    if (open != null && open.number() == file.number()) {
      open = null;
    }
    done.put(file.number(), file);
  }

  /** This one, which was done, is written to again. */
  synchronized void goOn(HistoryFile file) {
    done.remove(file.number());
    open = file;
  }

  /** This one is being written. */
  synchronized void write(HistoryFile file) {
    open = file;
  }

  /** The one that is being written, then the others, the newest first. */
  synchronized List<HistoryFile> newestFirst() {
    List<HistoryFile> files = new ArrayList<>(done.size() + 1);
    if (open != null) {
      files.add(open);
    }
    files.addAll(done.descendingMap().values());
    return files;
  }

  /** What they take. */
  long bytes() {
    return newestFirst().stream().mapToLong(HistoryFile::end).sum();
  }

  /**
   * Deletes what is too much, and what is over.
   *
   * @param horizon all that finished by then is
   */
  void limit(Instant horizon) {
    takeOver(horizon).forEach(this::delete);
  }

  private synchronized List<HistoryFile> takeOver(Instant horizon) {
    List<HistoryFile> over = new ArrayList<>();
    long bytes = open == null ? 0 : open.end();
    for (HistoryFile file : done.descendingMap().values()) {
      bytes += file.end();
      if (bytes > limits.bytes() || file.span().isOver(horizon)) {
        over.add(0, file);
      }
    }
    over.forEach(file -> done.remove(file.number()));
    return over;
  }

  private void delete(HistoryFile file) {
    try {
      disk.delete(file.path());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left for the next start to remove: " + file.path(), e);
    }
  }

  /**
   * Makes room for the log, when that could not be written and the disk is nearly full.
   *
   * @return false when that is not so, or there is nothing to give up
   */
  boolean makeRoom() {
    try {
      return disk.freeBytes(folder) < NEARLY_FULL && giveUpOldest();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the disk does not tell what is free", e);
      return false;
    }
  }

  /**
   * Makes room on the disk.
   *
   * @return false when there is nothing to give up
   */
  boolean giveUpOldest() {
    Map.Entry<Long, HistoryFile> oldest;
    synchronized (this) {
      oldest = done.pollFirstEntry();
    }
    if (oldest == null) {
      return false;
    }
    LOG.log(Level.INFO, "the disk is nearly full: {0} is forgotten", oldest.getValue().path());
    delete(oldest.getValue());
    return true;
  }
}
