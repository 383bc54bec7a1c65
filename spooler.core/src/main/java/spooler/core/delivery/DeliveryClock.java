package spooler.core.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Calls a look at what is due when somebody wakes it, or when the time has come that the last look
 * named. One thread runs {@link #run}; {@link #wake} and {@link #stop} come from any.
 *
 * <p>{@code asked} and {@code stopped} are guarded by this object's monitor, which is not held
 * during a look. It sleeps a minute at most, so that a clock that was set is noticed.
 */
public final class DeliveryClock implements Runnable {
  private static final Logger LOG = System.getLogger("spooler.core");
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(5);

  private final Clock clock;
  private boolean asked; // guarded by this
  private boolean stopped; // guarded by this

  private final Supplier<Instant> look;

  /** Calls {@code look}, which answers when it wants to be called again. */
  public DeliveryClock(Clock clock, Supplier<Instant> look) {
    this.clock = clock;
    this.look = look;
  }

  /** Asks for a look. */
  public synchronized void wake() {
    if (!asked) {
      asked = true;
      notifyAll();
    }
  }

  /** Ends {@link #run} after the look it is at. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  @Override
  public void run() {
    try {
      Instant next = clock.instant();
      while (awaits(next)) {
        next = safeLook();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private Instant safeLook() {
    try {
      return look.get();
    } catch (RuntimeException fault) { // of the store, most likely; it may come back
      LOG.log(Level.ERROR, "ordinary delivery has stopped for a moment", fault);
      return clock.instant().plus(AFTER_FAULT);
    }
  }

  /** Waits until somebody asks or the time has come; false when it is to end. */
  private synchronized boolean awaits(Instant next) throws InterruptedException {
    while (!stopped && !asked) {
      Duration left = Duration.between(clock.instant(), next);
      if (left.isNegative() || left.isZero()) {
        break;
      }
      wait(Math.min(left.toMillis(), LONGEST_SLEEP.toMillis()) + 1);
    }
    asked = false;
    return !stopped;
  }
}
