package spooler.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import spooler.api.MessageId;
import spooler.api.store.FinishedMessage;

/**
 * What can be read of the history in a spool folder, damaged or not. Nothing is changed.
 *
 * <p><b>Threads:</b> one. <b>Failure:</b> damage is a finding, not an exception.
 */
final class HistorySalvage {
  private final Disk disk;
  private final Path folder;
  private final LongPredicate torn;
  private final Findings findings;
  private final Deque<HistoryFile> readable = new ArrayDeque<>(); // the oldest first
  private long highest;
  private long records;

  private HistorySalvage(Disk disk, Path folder, LongPredicate torn, Findings findings) {
    this.disk = disk;
    this.folder = folder;
    this.torn = torn;
    this.findings = findings;
  }

  /** Reads all of it. */
  static HistorySalvage read(Disk disk, Path spool, Findings findings) throws IOException {
    long forced = forced(disk, spool.resolve("index")).packed();
    HistorySalvage salvage =
        new HistorySalvage(
            disk, spool.resolve("history"), next -> next == 0 || next > forced, findings);
    if (disk.list(spool).contains("history")) {
      salvage.readAll(lastSegment(disk, spool));
    }
    return salvage;
  }

  /** Up to where in the log history was forced, if that can be known. */
  private static Position forced(Disk disk, Path index) {
    try {
      return Catalog.read(disk, index).position();
    } catch (IOException unknown) {
      return Position.START;
    }
  }

  private static long lastSegment(Disk disk, Path spool) throws IOException {
    return disk.list(spool).stream().mapToLong(Segment::numberIn).max().orElse(0);
  }

  /** The newest first, because the order of the records tells which file is not of this log. */
  private void readAll(long lastSegment) throws IOException {
    List<Long> numbers = HistoryFile.numbers(disk, folder);
    highest = numbers.isEmpty() ? 0 : numbers.get(0);
    long bound = new Position(lastSegment + 1, 0).packed() - 1;
    for (long number : numbers) {
      HistorySpan span = read(number, bound);
      bound = Math.min(bound, span.first());
    }
  }

  private HistorySpan read(long number, long bound) throws IOException {
    HistoryFile fresh = HistoryFile.fresh(folder, number);
    HistoryFile file = fresh.with((int) disk.size(fresh.path()), HistorySpan.EMPTY);
    long before = records;
    HistoryScan scan = scan(file, (from, to, next) -> damaged(file, from, to), this::check);
    if (!hasHeader(file, scan)) {
      records = before;
      return HistorySpan.EMPTY;
    }
    if (scan.span().last() > bound) {
      findings.problem(
          "%s is left out of the history: it is of another log".formatted(file.path()));
      records = before;
      return HistorySpan.EMPTY;
    }
    if (scan.end() < file.end()) {
      findings.note(
          "%s at %d: %d bytes are not whole, as after a crash; the log tells the same"
              .formatted(file.path(), scan.end(), file.end() - scan.end()));
    }
    readable.addFirst(file);
    return scan.span();
  }

  private boolean hasHeader(HistoryFile file, HistoryScan scan) throws IOException {
    try {
      file.expectHeader(disk);
      return true;
    } catch (DamagedException e) {
      if (file.number() == highest && e.offset() == 0 && scan.span().isEmpty()) {
        findings.note("%s is not whole, as after a crash".formatted(file.path()));
      } else {
        findings.problem(file.path(), e.offset(), String.valueOf(e.getMessage()));
      }
      return false;
    }
  }

  private HistoryScan scan(
      HistoryFile file, HistoryReader.Gaps damage, Consumer<HistoryRecord> records)
      throws IOException {
    LongPredicate crash = file.number() == highest ? torn : next -> false;
    return HistoryScan.of(disk, file, crash, damage, records);
  }

  private void damaged(HistoryFile file, long from, long to) {
    findings.problem(
        file.path(), from, "%d bytes of the history cannot be read".formatted(to - from));
  }

  private void check(HistoryRecord record) {
    try {
      record.message();
      records++;
    } catch (RuntimeException e) {
      findings.problem(
          "the history of message %s cannot be understood: %s"
              .formatted(new MessageId(record.id()), e));
    }
  }

  /** How many messages it tells of. */
  long records() {
    return records;
  }

  /** Does something with all of them, in the order in which they finished. */
  void forEach(Consumer<FinishedMessage> work) throws IOException {
    for (HistoryFile file : readable) {
      scan(file, HistoryReader.Gaps.IGNORED, record -> give(record, work));
    }
  }

  private static void give(HistoryRecord record, Consumer<FinishedMessage> work) {
    FinishedMessage message;
    try {
      message = record.message();
    } catch (RuntimeException told) {
      return; // it was among the findings
    }
    work.accept(message);
  }
}
