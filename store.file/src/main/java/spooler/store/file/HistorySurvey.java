package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what is in the files of the history when the store is opened. Of a file that was
 * completed, the seal at its end tells; the last one is read. Used by one thread.
 *
 * <p><b>Failure:</b> what cannot be read is left out with a warning that names the file; it stays
 * where it is until its time is over. Only what a crash left of what was being written is cut off:
 * the log tells it again.
 */
final class HistorySurvey {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final int SEAL = HistoryRecord.HEADER + HistoryRecord.SEAL_LENGTH;

  private final Disk disk;
  private final Path folder;
  private final long forced;
  private final List<HistoryFile> files = new ArrayList<>();
  private long highest;
  private @Nullable HistoryFile open;

  /**
   * @param forced the history of what ended up to here was forced, so none of it is missing by a
   *     crash
   */
  HistorySurvey(Disk disk, Path folder, long forced) {
    this.disk = disk;
    this.folder = folder;
    this.forced = forced;
  }

  /** All that are there, the newest first. */
  List<HistoryFile> files() {
    return Collections.unmodifiableList(files);
  }

  /** The largest number of a file there was. */
  long highest() {
    return highest;
  }

  /** The one to go on with; null for a new one. */
  @Nullable HistoryFile open() {
    return open;
  }

  /**
   * Looks at all files, the newest first.
   *
   * @param most no record of this log has a larger number
   */
  void run(long most) throws IOException {
    List<Long> numbers = HistoryFile.numbers(disk, folder);
    highest = numbers.isEmpty() ? 0 : numbers.get(0);
    long bound = most;
    Instant newest = Instant.MAX;
    for (long number : numbers) {
      HistoryFile file = look(number, bound);
      if (file != null && file.span().isEmpty()) {
        files.add(file.with(0, HistorySpan.unknown(newest)));
      } else if (file != null) {
        files.add(file);
        bound = file.span().first();
        newest = file.span().newest();
      }
    }
  }

  /** A file with what is in it; null when it is none after all. */
  private @Nullable HistoryFile look(long number, long bound) {
    HistoryFile file = HistoryFile.fresh(folder, number);
    try {
      file = file.with((int) disk.size(file.path()), HistorySpan.EMPTY);
      HistoryFile found = number == highest ? newest(file) : older(file);
      if (found == null || found.span().last() <= bound) {
        return found;
      }
      leaveOut(file, "it is of another log");
    } catch (IOException e) {
      leaveOut(file, e.toString());
    } catch (DamagedException e) {
      leaveOut(file, String.valueOf(e.getMessage()));
    }
    return file;
  }

  private void leaveOut(HistoryFile file, String why) {
    LOG.log(Level.WARNING, "{0} is left out of the history: {1}", file.path(), why);
    if (file.number() == highest) {
      open = null;
    }
  }

  private HistoryFile older(HistoryFile file) throws IOException, DamagedException {
    file.expectHeader(disk);
    HistorySpan sealed = seal(file);
    return file.with(0, sealed == null ? scan(file, next -> false).span() : sealed);
  }

  private @Nullable HistorySpan seal(HistoryFile file) throws IOException {
    try (InputStream in = disk.read(file.path(), Math.max(0, file.end() - SEAL))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(SEAL));
      boolean good =
          bytes.limit() == SEAL
              && bytes.getInt(0) == HistoryRecord.SEAL_LENGTH
              && HistoryRecord.number(bytes) == HistoryRecord.SEAL
              && HistoryRecord.isGood(bytes);
      return good ? HistoryRecord.of(bytes).span() : null;
    }
  }

  private HistoryScan scan(HistoryFile file, LongPredicate torn) throws IOException {
    return HistoryScan.of(
        disk, file, torn, HistoryReader.Gaps.warning(file.path().toString()), record -> {});
  }

  private @Nullable HistoryFile newest(HistoryFile file) throws IOException, DamagedException {
    HistoryScan scan = scan(file, next -> next == 0 || next > forced);
    if (scan.span().isEmpty() && isWithoutHeader(file)) {
      disk.delete(file.path()); // a crash came before it was written
      return null;
    }
    file.expectHeader(disk);
    if (scan.end() < file.end()) {
      cutOff(file, scan.end());
    }
    HistoryFile found = new HistoryFile(file.path(), file.number(), scan.end(), scan.span());
    open = scan.sealed() ? null : found;
    return found;
  }

  private boolean isWithoutHeader(HistoryFile file) throws IOException {
    try {
      file.expectHeader(disk);
      return false;
    } catch (DamagedException e) {
      return e.offset() == 0; // else it is of a later version
    }
  }

  private void cutOff(HistoryFile file, long end) throws IOException {
    LOG.log(
        Level.INFO,
        "cut {0} bytes that a crash left unfinished off {1} at {2}",
        file.end() - end,
        file.path(),
        end);
    try (DiskFile torn = disk.open(file.path())) {
      torn.truncate(end);
      torn.force();
    }
  }
}
