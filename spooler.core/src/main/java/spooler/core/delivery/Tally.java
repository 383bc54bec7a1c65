package spooler.core.delivery;

import java.util.concurrent.atomic.LongAdder;
import spooler.api.RecipientState;
import spooler.api.flush.FlushCounts;
import spooler.api.store.Disposition;
import spooler.api.store.Outcome;
import spooler.core.route.ChannelKey;

/** Counts what was done, once it is forced. Thread-safe. */
public final class Tally {
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder delayed = new LongAdder();
  private final LongAdder deferred = new LongAdder();
  private final LongAdder received = new LongAdder();

  /**
   * Counts a message's outcome; one that was merely handed on to another transport is not counted.
   */
  void count(Outcome outcome) {
    boolean anySent = false;
    boolean anyFailed = false;
    boolean anyDeferred = false;
    boolean anyDelayed = false;
    for (Disposition one : outcome.dispositions()) {
      if (one instanceof Disposition.Settled settled) {
        anySent |= settled.state() == RecipientState.SENT;
        anyFailed |= settled.state() == RecipientState.FAILED;
      } else if (one instanceof Disposition.Waits waits) {
        boolean deferral = ChannelKey.of(waits.channel()).deferredBy() != null;
        anyDeferred |= deferral;
        anyDelayed |= !deferral && waits.channel().equals(outcome.claim().channel());
      }
    }
    add(sent, anySent);
    add(failed, anyFailed);
    add(delayed, anyDelayed);
    add(deferred, anyDeferred);
  }

  void countReceived() {
    received.increment();
  }

  private static void add(LongAdder counter, boolean one) {
    if (one) {
      counter.increment();
    }
  }

  /** The counts so far. */
  public FlushCounts counts() {
    return new FlushCounts(sent.sum(), failed.sum(), delayed.sum(), deferred.sum(), received.sum());
  }
}
