package spooler.core.delivery;

import java.util.ArrayList;
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

  /** Hands the outcomes of one message to the store. */
  void write(List<Outcome> outcomes) {
    window.acquireUninterruptibly();
    CompletionStage<List<Settlement>> forced;
    try {
      check();
      forced = means.store().settle(outcomes);
    } catch (RuntimeException storeDown) {
      window.release();
      throw storeDown;
    }
    forced.whenComplete((settlements, failed) -> completed(outcomes, settlements, failed));
  }

  private void completed(
      List<Outcome> outcomes, @Nullable List<Settlement> settlements, @Nullable Throwable failed) {
    try {
      outcomes.forEach(outcome -> claims.settled(outcome.claim()));
      if (failed != null) {
        failure = failed;
      } else if (settlements != null) {
        count(outcomes, settlements);
      }
    } finally {
      window.release();
    }
  }

  private void count(List<Outcome> outcomes, List<Settlement> settlements) {
    List<Outcome> accepted = new ArrayList<>(outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      Settlement settlement = settlements.get(i);
      if (settlement.accepted()) {
        accepted.add(outcomes.get(i));
      }
      if (!settlement.finished().isEmpty()) {
        means.settled().accept(settlement.id(), settlement.finished());
      }
    }
    tally.count(accepted);
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
