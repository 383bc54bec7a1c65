package spooler.store.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.FinishedMessage;

/**
 * The history as it was at one moment, to be read at leisure. A part is read from its beginning,
 * and no more of its records are in memory than are wanted.
 *
 * <p><b>Threads:</b> one; no lock is held. <b>Failure:</b> what cannot be read is left out with a
 * warning.
 *
 * @param parts the newest first
 * @param horizon what finished by then is forgotten
 */
record Past(List<Part> parts, Instant horizon) {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /**
   * Records one behind the other.
   *
   * @param name for people
   * @param span what is among them
   * @param start of the first, in its source
   * @param end of the last
   */
  record Part(String name, HistorySpan span, HistoryReader.Source source, long start, long end) {
    /** What is in no file yet. */
    static Part of(byte[] bytes, HistorySpan span) {
      return new Part("memory", span, HistoryReader.Source.of(bytes), 0, bytes.length);
    }

    static Part of(Disk disk, HistoryFile file) {
      return new Part(
          file.path().toString(),
          file.span(),
          HistoryReader.Source.of(disk, file),
          HistoryFile.HEADER,
          file.end());
    }

    /** Reads it; does nothing when it was forgotten meanwhile. */
    void read(
        HistoryReader.Gaps gaps, Predicate<HistoryRecord> wanted, Consumer<HistoryRecord> records)
        throws IOException {
      try (HistoryReader reader = new HistoryReader(source, start, end, gaps)) {
        for (@Nullable HistoryRecord record = reader.next();
            record != null;
            record = reader.next()) {
          if (wanted.test(record)) {
            records.accept(record);
          }
        }
      } catch (FileNotFoundException e) {
        LOG.log(Level.DEBUG, () -> name + " is not there any more", e);
      }
    }
  }

  /** How a message ended, the last time it did. */
  Optional<FinishedMessage> find(MessageId id) {
    return collect(
            FinishedMessage.NEWEST,
            1,
            part -> part.span().mayHave(id),
            record -> record.id() == id.value())
        .stream()
        .findFirst();
  }

  /** Those that ended before that one, the last first. */
  List<FinishedMessage> list(long before, int max) {
    return collect(before, max, part -> true, record -> true);
  }

  private List<FinishedMessage> collect(
      long before, int max, Predicate<Part> where, Predicate<HistoryRecord> what) {
    List<FinishedMessage> found = new ArrayList<>();
    long bound = before;
    for (Part part : parts) {
      boolean mayHave = part.span().first() < bound && !part.span().isOver(horizon);
      if (found.size() < max && mayHave && where.test(part)) {
        Deque<HistoryRecord> last = last(part, max - found.size(), young(what, bound));
        bound = last.isEmpty() ? bound : last.getFirst().number();
        decode(part, last.descendingIterator(), found);
      }
    }
    return found;
  }

  private Predicate<HistoryRecord> young(Predicate<HistoryRecord> what, long bound) {
    return record ->
        record.number() < bound && what.test(record) && record.finished().isAfter(horizon);
  }

  /** The last ones of a part that are wanted. */
  private static Deque<HistoryRecord> last(Part part, int max, Predicate<HistoryRecord> wanted) {
    Deque<HistoryRecord> last = new ArrayDeque<>();
    Consumer<HistoryRecord> keep =
        record -> {
          last.addLast(record);
          if (last.size() > max) {
            last.removeFirst();
          }
        };
    try {
      part.read(HistoryReader.Gaps.warning(part.name()), wanted, keep);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} is left out of the history: {1}", part.name(), e.toString());
    }
    return last;
  }

  private static void decode(
      Part part, Iterator<HistoryRecord> records, List<FinishedMessage> found) {
    while (records.hasNext()) {
      try {
        found.add(records.next().message());
      } catch (RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "a record of {0} is left out of the history, maybe of a later version: {1}",
            part.name(),
            e.toString());
      }
    }
  }
}
