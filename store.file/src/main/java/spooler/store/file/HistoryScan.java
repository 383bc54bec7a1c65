package spooler.store.file;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is in a file of the history, found by reading all of it.
 *
 * @param end where it is torn, or the end of the file
 * @param sealed whether it was completed
 */
record HistoryScan(HistorySpan span, long end, boolean sealed) {
  /**
   * Reads a file.
   *
   * @param torn whether bad bytes are what a crash left, by the number of the record behind them; 0
   *     when there is none. Nothing from there on counts
   * @param damage is told of other bad bytes
   * @param records takes what counts
   */
  static HistoryScan of(
      Disk disk,
      HistoryFile file,
      LongPredicate torn,
      HistoryReader.Gaps damage,
      Consumer<HistoryRecord> records)
      throws IOException {
    Tear tear = new Tear(torn, damage, file.end());
    HistorySpan span = HistorySpan.EMPTY;
    try (HistoryReader reader = HistoryReader.of(disk, file, tear)) {
      @Nullable HistoryRecord record = reader.next();
      while (record != null && tear.end == file.end()) {
        records.accept(record);
        span = span.and(record.number(), record.id(), record.finished());
        record = reader.next();
      }
      return new HistoryScan(span, tear.end, reader.isSealed() && tear.end == file.end());
    }
  }

  /** Finds where a file is torn. */
  private static final class Tear implements HistoryReader.Gaps {
    private final LongPredicate torn;
    private final HistoryReader.Gaps damage;
    private long end;

    Tear(LongPredicate torn, HistoryReader.Gaps damage, long end) {
      this.torn = torn;
      this.damage = damage;
      this.end = end;
    }

    @Override
    public void gap(long from, long to, long next) {
      if (torn.test(next)) {
        end = Math.min(end, from);
      } else {
        damage.gap(from, to, next);
      }
    }
  }
}
