package spooler.store.kit;

import java.time.Instant;
import java.util.List;
import spooler.api.MessageId;
import spooler.api.store.Channel;

/**
 * What the index remembers of a page that is away.
 *
 * @param first no message of it has a smaller id, none of an earlier page one as large
 * @param messages how many it has
 * @param slot where on the shelf it is
 * @param shares what of it waits, channel by channel
 */
public record PageCard(MessageId first, int messages, long slot, List<Share> shares) {
  /** Copies the list. */
  public PageCard {
    shares = List.copyOf(shares);
  }

  /**
   * What waits in one channel.
   *
   * @param due when the first is due; {@link Instant#MIN} for at once
   * @param mark the oldest of their flush marks
   * @param expires when the first comes to the end of its time; {@link Instant#MAX} for never
   * @param rank place by grade of the first by grade
   */
  public record Share(
      Channel channel, int entries, Instant due, long mark, Instant expires, long rank) {
    static Share of(Entry entry) {
      return new Share(entry.channel, 1, entry.due, entry.mark, entry.expires(), entry.rank());
    }

    Share and(Share other) {
      return new Share(
          channel,
          entries + other.entries,
          due.isBefore(other.due) ? due : other.due,
          Math.min(mark, other.mark),
          expires.isBefore(other.expires) ? expires : other.expires,
          Math.min(rank, other.rank));
    }
  }
}
