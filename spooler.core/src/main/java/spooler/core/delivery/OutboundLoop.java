package spooler.core.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimOrder;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;
import spooler.api.store.StoreException;
import spooler.api.transport.SubmitResult;
import spooler.core.transports.Lane;
import spooler.core.transports.TransportDefectException;

/**
 * Submit and End, message after message, until nothing eligible is left (steps 3 to 7 of a flush,
 * and the outbound half of ordinary delivery).
 *
 * <p><b>Threads:</b> confined to one lane. <br>
 * <b>Durability:</b> outcomes are on their way to the disk while the next message is sent; all are
 * forced when {@link #run} returns. A crash between the far side's yes and our record sends the
 * message again: at least once, never less. <br>
 * <b>Failure:</b> a defect of the transport costs the message in hand an attempt and ends the loop;
 * so does a store that fails, which costs none.
 */
public final class OutboundLoop {
  private static final int MOST_AT_ONCE = 64;
  private static final long SLOW_NANOS = 100_000_000;
  private static final int MOST_UNREADABLE = 3;

  private final Lane lane;
  private final Means means;
  private final Scope scope;
  private final Writeback writeback;
  private final Deque<List<Claim>> batch = new ArrayDeque<>();
  private int batchSize = 1;
  private long lastRefill = System.nanoTime();
  private long submitted;
  private boolean drained;
  private int unreadable;
  private SubmitResult.@Nullable NetworkError lineFault;

  /**
   * What is eligible.
   *
   * @param mark under which flush; none in ordinary delivery
   * @param force whether retry delays are passed over
   * @param release of the messages the transport had deferred: those it means take part; 0 for none
   * @param only these messages and no others, each once for all lanes; null for any
   * @param mayGoOn asked before every message
   */
  public record Scope(
      FlushMark mark,
      boolean force,
      long release,
      @Nullable Queue<MessageId> only,
      BooleanSupplier mayGoOn) {}

  /** A loop over what waits for that lane's transport. */
  public OutboundLoop(Lane lane, Means means, Scope scope, Tally tally) {
    this.lane = lane;
    this.means = means;
    this.scope = scope;
    this.writeback = new Writeback(means, lane.claims(), tally);
  }

  /** Runs it. */
  public void run() {
    try {
      List<Claim> message = next();
      while (!message.isEmpty()) {
        submit(message);
        message = next();
      }
    } finally {
      lane.transport().picking().leave(lane);
      lane.claims().giveBack(batch.stream().flatMap(List::stream).toList()); // never submitted
      batch.clear();
      writeback.await();
    }
    if (drained) { // a loop that ended early leaves its release to the next
      lane.transport().notices().served(scope.release());
    }
  }

  private void submit(List<Claim> message) {
    Attempt attempt = new Attempt(lane, means, message);
    submitted++;
    try {
      writeback.write(attempt.make());
      unreadable = 0;
      note(attempt.lineFault());
    } catch (TransportDefectException defect) {
      writeback.write(attempt.failed(String.valueOf(defect.getMessage())));
      throw defect;
    } catch (StoreException bad) { // one damaged body must not stop the others; a dead disk must
      if (++unreadable >= MOST_UNREADABLE) {
        throw bad;
      }
      writeback.write(attempt.failed("its body cannot be read: " + bad.getMessage()));
    } finally {
      lane.transport().picking().leave(lane); // had the transport not said it before
    }
  }

  /** A dead line pauses its transport: ordinary delivery leaves the other messages alone. */
  private void note(SubmitResult.@Nullable NetworkError fault) {
    lineFault = fault;
    if (fault != null) {
      lane.transport().pauseUntil(means.retry().after(means.clock().instant(), 1, fault.delay()));
    }
  }

  /** All that is wanted of the next message; empty when there is none. */
  private List<Claim> next() {
    List<Claim> mine = List.of();
    while (mine.isEmpty() && mayPick()) {
      if (batch.isEmpty()) {
        refill();
      }
      List<Claim> next = batch.poll();
      if (next == null) {
        drained = true;
        return List.of();
      }
      mine = lane.claims().begin(next); // without what somebody took back meanwhile
    }
    return mine;
  }

  private boolean mayPick() {
    return order() == ClaimOrder.GRADE
        ? lane.transport().picking().enter(lane, scope.mayGoOn())
        : scope.mayGoOn().getAsBoolean();
  }

  private void refill() {
    Queue<MessageId> only = scope.only();
    if (only != null) {
      refill(only);
      return;
    }
    for (MessageId released : lane.transport().notices().takeReleasedDeferred()) {
      claim(channels(true), 1, released);
    }
    boolean more = true;
    while (batch.isEmpty() && more) {
      more = claim(channels(scope.release() != 0), adaptedSize(), null);
    }
  }

  /** Finds each by its id: what else waits is not looked at. */
  private void refill(Queue<MessageId> only) {
    MessageId next = only.poll();
    while (next != null) {
      claim(channels(false), 1, next);
      next = batch.isEmpty() ? only.poll() : null;
    }
  }

  private List<Channel> channels(boolean deferred) {
    return means.router().channelsOf(lane.transport().name(), deferred);
  }

  /** Claims more; whether there was anything, wanted or not. */
  private boolean claim(List<Channel> channels, int max, @Nullable MessageId only) {
    if (channels.isEmpty()) {
      return false;
    }
    List<Claim> claims =
        means
            .store()
            .claim(
                new ClaimRequest(
                        channels,
                        max,
                        means.lease(),
                        lane.name(),
                        scope.mark(),
                        scope.force(),
                        only)
                    .in(order()));
    lane.claims().add(claims);
    addByMessage(claims, only);
    return !claims.isEmpty();
  }

  /** What is wanted of a message comes together, and goes to the transport together. */
  private void addByMessage(List<Claim> claims, @Nullable MessageId only) {
    int from = 0;
    for (int to = 1; to <= claims.size(); to++) {
      MessageId id = claims.get(from).id();
      if (to == claims.size() || !claims.get(to).id().equals(id)) {
        List<Claim> message = claims.subList(from, to);
        if (isWanted(id, only)) {
          batch.add(message);
        } else {
          lane.claims().giveBack(message); // its mark stays, so it does not come again
        }
        from = to;
      }
    }
  }

  /** What was deferred a moment ago comes again only when it is named. */
  private boolean isWanted(MessageId id, @Nullable MessageId only) {
    return only != null || !lane.transport().notices().isLeftOut(id, scope.release());
  }

  private ClaimOrder order() {
    return lane.transport().description().byGrade() ? ClaimOrder.GRADE : ClaimOrder.SUBMITTED;
  }

  /**
   * Many at once on a fast line, one at a time on a slow one, where others may want them; also
   * where they go by grade, so that new urgent mail overtakes what waits.
   */
  private int adaptedSize() {
    if (order() == ClaimOrder.GRADE) {
      return 1;
    }
    long now = System.nanoTime();
    boolean fast = now - lastRefill < SLOW_NANOS;
    lastRefill = now;
    batchSize = fast ? Math.min(batchSize * 2, MOST_AT_ONCE) : 1;
    return batchSize;
  }

  /** How many messages were submitted. */
  public long submitted() {
    return submitted;
  }

  /** The line fault with which the last submission ended; null when it ended well. */
  public SubmitResult.@Nullable NetworkError lineFault() {
    return lineFault;
  }
}
