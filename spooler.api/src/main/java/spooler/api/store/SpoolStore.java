package spooler.api.store;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import spooler.api.MessageId;

/**
 * The durable queue below the spooler. Registered as a service.
 *
 * <p>One body per message, one state per recipient. What a stage promises is forced to stable
 * storage when the stage completes; calls that are under way together share a force, so callers
 * hand over batches and do not wait for each.
 *
 * <p><b>Threads:</b> any, concurrently. Stages complete on a thread of the store's that must not be
 * held up. No method calls back while it holds a lock. <br>
 * <b>Order:</b> ids ascend in the order of appends, and claims come in ascending order of ids
 * (R62), unless they ask for {@link ClaimOrder#GRADE}. No claim looks at what it cannot return: a
 * million messages that are not due cost one that is nothing. <br>
 * <b>Failure:</b> a {@link StoreException}, thrown or as the end of a stage. A stage that failed
 * leaves open whether the change was made; it was not made by halves. <br>
 * <b>Leases:</b> a claim belongs to its owner until it is settled, released, or its lease has run
 * out; a write-back after that is refused by its epoch. Claims do not survive the store's owner:
 * after a crash everything in flight waits again. <br>
 * <b>History:</b> of every message that left the queue, whatever its end, is kept how it ended; for
 * some days and in some space, as the store is configured. A stage that ended a message promises
 * that its history outlives a crash, too. But the queue comes first: where there is no room for
 * both, or the history cannot be written, history is dropped, and nothing waits or fails for it.
 */
@ConsumerType
public interface SpoolStore {
  /**
   * Begins a body.
   *
   * @param sizeHint expected bytes, or -1
   */
  BodyWriter newBody(long sizeHint);

  /** Appends messages, in this order; completes with their ids once all are forced. */
  CompletionStage<List<MessageId>> append(List<NewMessage> batch);

  /**
   * Opens a message's body from the start. Reading throws {@link StoreException} where the store
   * fails, never an {@link java.io.IOException}.
   *
   * @throws StoreException also when the message is not in the queue
   */
  InputStream openBody(MessageId id);

  /**
   * Claims what is wanted and may be had now; never blocks on others, empty when there is nothing.
   */
  List<Claim> claim(ClaimRequest request);

  /**
   * Claims what has come to the end of its time ({@link spooler.api.Envelope#expires}), due or not,
   * what expired first in front. Like {@link #claim}, it never looks at what it cannot return.
   *
   * @param channels the waiting lines to look at
   * @param max at most so many claims
   * @param owner who asks
   */
  List<Claim> claimExpired(Collection<Channel> channels, int max, Duration lease, String owner);

  /**
   * Lengthens leases to {@code lease} from now; for each claim, in order, whether it still was the
   * caller's.
   */
  List<Boolean> renew(List<Claim> claims, Duration lease);

  /** Gives claims back as they were, as if they had never been claimed; the flush mark stays. */
  void release(Collection<Claim> claims);

  /**
   * Writes outcomes back; completes with one settlement for each, in order, once all are forced.
   */
  CompletionStage<List<Settlement>> settle(List<Outcome> outcomes);

  /**
   * Writes outcomes back and appends a message, all or nothing: what comes in the place of a
   * message that has come to its end, its report, is there exactly once whatever happens.
   *
   * @param outcomes of claims on one message
   * @return completes once all is forced; empty, and nothing is changed, when one of the claims was
   *     not the caller's any more
   */
  CompletionStage<Optional<Replacement>> settleAndAppend(
      List<Outcome> outcomes, NewMessage message);

  /** The leases on named resources. */
  ResourceLeases resources();

  /** A new mark, larger than all before, also those before a crash. */
  FlushMark newMark();

  /** One message of the queue; empty when it is not there (any more). */
  Optional<StoredMessage> find(MessageId id);

  /**
   * Messages of the queue in ascending order, a page at a time.
   *
   * @param after the last id of the page before; null for the first
   */
  List<StoredMessage> list(@Nullable MessageId after, int max);

  /**
   * How a message ended; empty when it has not, or when that is not remembered (any more). Of one
   * that ended several times, for a repair brought it back, the last time.
   */
  Optional<FinishedMessage> finished(MessageId id);

  /**
   * Messages that have left the queue, the last one first, a page at a time. What cannot be read is
   * left out.
   *
   * @param before the number of the last one of the page before; {@link FinishedMessage#NEWEST} for
   *     the first
   */
  List<FinishedMessage> history(long before, int max);

  /** The channels in which anything is. */
  Map<Channel, ChannelCount> counts();

  /** How many messages are in the queue. */
  long size();

  /**
   * When the next entry of these channels may be had, because it is due or because the lease it is
   * under runs out; {@link Instant#MIN} for one that may be had now; empty when there is none.
   */
  Optional<Instant> nextDue(Collection<Channel> channels);

  /**
   * When the next unclaimed entry of these channels comes to the end of its time; {@link
   * Instant#MIN} for one that has; empty when there is none that ever does.
   */
  Optional<Instant> nextExpiry(Collection<Channel> channels);

  /**
   * Runs {@code hint} whenever something may have become claimable other than by the passing of
   * time. Hints may be spurious, late or summed up; they come without a lock held, on any thread.
   */
  Subscription onReady(Runnable hint);

  /** The registration of a hint. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    /** Ends it. */
    @Override
    void close();
  }
}
