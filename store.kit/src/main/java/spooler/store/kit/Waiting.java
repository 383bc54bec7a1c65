package spooler.store.kit;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Channel;

/**
 * What stands in a line: an entry, or what stands for the entries of a page that is away. Ordered
 * as messages are offered.
 */
sealed interface Waiting extends Comparable<Waiting> permits Entry, Absent {
  /** Where it waits. */
  Channel channel();

  /** The message; the first one of a page. */
  MessageId id();

  /** Its first recipient's place, which tells the entries of one message apart. */
  int number();

  /** When the first of it is due; {@link Instant#MIN} for at once. */
  Instant due();

  /** The newest flush it was claimed under; the oldest of several. */
  long mark();

  /** When the first of it comes to the end of its time; {@link Instant#MAX} for never. */
  Instant expires();

  /** Its place by grade, the lower the sooner; the lowest of several. */
  long rank();

  /** How many entries it is. */
  int count();

  /** The entry itself; null when it is away. */
  @Nullable Entry entry();

  /** A number that spreads these evenly over all ints, always the same for the same one. */
  default int scattered() {
    long mixed = (id().value() + number() * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
    return (int) (mixed >>> 32);
  }

  /** In order of grade: equals as they are offered otherwise. */
  Comparator<Waiting> BY_GRADE =
      Comparator.comparingLong(Waiting::rank).thenComparing(Comparator.naturalOrder());

  @Override
  default int compareTo(Waiting other) {
    int byMessage = id().compareTo(other.id());
    return byMessage != 0 ? byMessage : Integer.compare(number(), other.number());
  }
}
