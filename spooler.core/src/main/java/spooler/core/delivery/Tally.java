package spooler.core.delivery;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import spooler.api.RecipientState;
import spooler.api.flush.FlushCounts;
import spooler.api.store.Disposition;
import spooler.api.store.Outcome;
import spooler.core.route.ChannelKey;
import spooler.core.route.Owed;
import spooler.core.route.Place;

/** Counts what was done, once it is forced. Thread-safe. */
public final class Tally {
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder delayed = new LongAdder();
  private final LongAdder deferred = new LongAdder();
  private final LongAdder received = new LongAdder();
  private volatile String trouble = "";

  /**
   * Counts the outcomes of one message; one that was merely handed on to another transport is not
   * counted.
   */
  void count(List<Outcome> outcomes) {
    boolean anySent = false;
    boolean anyFailed = false;
    boolean anyDeferred = false;
    boolean anyDelayed = false;
    for (Outcome outcome : outcomes) {
      for (Disposition one : outcome.dispositions()) {
        if (one instanceof Disposition.Settled settled) {
          anySent |= settled.state() == RecipientState.SENT;
          anyFailed |= settled.state() == RecipientState.FAILED;
          note(settled.state() == RecipientState.FAILED, settled.reason());
        } else if (one instanceof Disposition.Waits waits) {
          Place place = Place.of(waits.channel());
          if (place instanceof Owed end) {
            anySent |= end.state() == RecipientState.SENT;
            anyFailed |= end.state() == RecipientState.FAILED;
            note(end.state() == RecipientState.FAILED, waits.reason());
          } else if (place instanceof ChannelKey key && key.deferredBy() != null) {
            anyDeferred = true;
          } else {
            anyDelayed |= waits.channel().equals(outcome.claim().channel());
            note(waits.channel().equals(outcome.claim().channel()), waits.reason());
          }
        }
      }
    }
    add(sent, anySent);
    add(failed, anyFailed);
    add(delayed, anyDelayed);
    add(deferred, anyDeferred);
  }

  private void note(boolean isTrouble, String reason) {
    if (isTrouble) {
      trouble = reason;
    }
  }

  /** Why the last one that was not sent was not; empty for none. */
  public String trouble() {
    return trouble;
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
