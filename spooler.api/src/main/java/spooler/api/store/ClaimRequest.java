package spooler.api.store;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;

/**
 * Which messages are wanted.
 *
 * @param channels the waiting lines to look at
 * @param max at most so many messages; what is wanted of a message comes together
 * @param lease how long they are the caller's; after that the store may give them to another
 * @param owner who asks, for people and for other nodes
 * @param mark under which flush; with one, messages that carry this mark or a newer one are passed
 *     over
 * @param force whether messages count that are not due yet (FLUSH_FORCE)
 * @param only this message and no other; null for any
 * @param order which of what is wanted comes first
 */
public record ClaimRequest(
    List<Channel> channels,
    int max,
    Duration lease,
    String owner,
    FlushMark mark,
    boolean force,
    @Nullable MessageId only,
    ClaimOrder order) {
  /** Copies the list. */
  public ClaimRequest {
    channels = List.copyOf(channels);
  }

  /** In the order of submission. */
  public ClaimRequest(
      List<Channel> channels,
      int max,
      Duration lease,
      String owner,
      FlushMark mark,
      boolean force,
      @Nullable MessageId only) {
    this(channels, max, lease, owner, mark, force, only, ClaimOrder.SUBMITTED);
  }

  /** The same, in another order. */
  public ClaimRequest in(ClaimOrder wanted) {
    return new ClaimRequest(channels, max, lease, owner, mark, force, only, wanted);
  }
}
