package spooler.core.delivery;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;
import spooler.core.transports.Claims;

/**
 * Writes outcomes back without waiting for each: the store forces those that are under way
 * together. They are counted when they are forced, not before.
 *
 * <p><b>Threads:</b> {@link #write} and {@link #await} on the lane's thread; completions on the
 * store's. At most {@value #WINDOW} are under way, then {@link #write} waits. <br>
 * <b>Failure:</b> the first failure of the store is thrown by the next call here.
 */
final class Writeback {
  private static final int WINDOW = 256;

  private final Means means;
  private final Claims claims;
  private final Tally tally;
  private final Semaphore window = new Semaphore(WINDOW);
  private volatile @Nullable Throwable failure;

  Writeback(Means means, Claims claims, Tally tally) {
    this.means = means;
    this.claims = claims;
    this.tally = tally;
  }

  /** Hands one outcome to the store. */
  void write(Outcome outcome) {
    window.acquireUninterruptibly();
    CompletionStage<List<Settlement>> forced;
    try {
      check();
      forced = means.store().settle(List.of(outcome));
    } catch (RuntimeException storeDown) {
      window.release();
      throw storeDown;
    }
    forced.whenComplete((settlements, failed) -> completed(outcome, settlements, failed));
  }

  private void completed(
      Outcome outcome, @Nullable List<Settlement> settlements, @Nullable Throwable failed) {
    try {
      claims.settled(outcome.claim());
      if (failed != null) {
        failure = failed;
      } else if (settlements != null && settlements.get(0).accepted()) {
        tally.count(outcome);
        Settlement settlement = settlements.get(0);
        if (!settlement.finished().isEmpty()) {
          means.settled().accept(settlement.id(), settlement.finished());
        }
      }
    } finally {
      window.release();
    }
  }

  /** Waits until everything handed over is forced. */
  void await() {
    window.acquireUninterruptibly(WINDOW);
    window.release(WINDOW);
    check();
  }

  private void check() {
    Throwable failed = failure;
    if (failed != null) {
      Throwable cause = failed.getCause() instanceof StoreException inner ? inner : failed;
      throw new StoreException(
          "outcomes could not be stored, so messages may be sent again: " + cause.getMessage(),
          cause);
    }
  }
}
