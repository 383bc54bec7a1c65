package spooler.store.file;

import java.time.Instant;
import spooler.api.MessageId;

/**
 * What is known of some records of the history without reading them.
 *
 * @param first number of the first
 * @param last number of the last; 0 when there are none
 * @param smallest message id among them
 * @param largest message id among them
 * @param newest when the last of them finished, by the clock
 */
record HistorySpan(long first, long last, long smallest, long largest, Instant newest) {
  static final HistorySpan EMPTY = unknown(Instant.MIN);

  /** Nobody knows what, from about then. */
  static HistorySpan unknown(Instant about) {
    return new HistorySpan(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0, about);
  }

  boolean isEmpty() {
    return last == 0;
  }

  /** These and one more. */
  HistorySpan and(long number, long id, Instant finished) {
    return and(new HistorySpan(number, number, id, id, finished));
  }

  HistorySpan and(HistorySpan more) {
    return new HistorySpan(
        Math.min(first, more.first),
        Math.max(last, more.last),
        Math.min(smallest, more.smallest),
        Math.max(largest, more.largest),
        newest.isAfter(more.newest) ? newest : more.newest);
  }

  /** Whether all of them finished that long ago. */
  boolean isOver(Instant horizon) {
    return !newest.isAfter(horizon);
  }

  /** Whether the record of a message may be among them. */
  boolean mayHave(MessageId id) {
    return smallest <= id.value() && id.value() <= largest;
  }
}
