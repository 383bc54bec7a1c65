package spooler.transport.smtp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How fast messages may go: so many a minute, and so many at once after a rest.
 *
 * <p>A short wait is waited for, so that a lively pace keeps its connection; a long one is not,
 * because a flush would stand still meanwhile: the messages are left to the spooler, which comes
 * again when it is time.
 *
 * <p><b>Threads:</b> any; guarded by {@code this}, which is not held during a wait.
 */
final class Pace {
  /** The longest wait that is waited for. */
  static final Duration SHORT = Duration.ofSeconds(2);

  private static final long LOOK_UP = Duration.ofMillis(250).toNanos(); // whether to go on
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final int perMinute;
  private final long interval; // nanoseconds for one message; 0 for as fast as it gets
  private final long ahead; // nanoseconds that messages may be early
  private final Ticker ticker;
  private long due; // when the next message would go if all kept their time; guarded by this

  /**
   * A pace.
   *
   * @param perMinute 0 for no limit
   * @param burst at once, at least 1
   */
  Pace(int perMinute, int burst, Ticker ticker) {
    this.perMinute = perMinute;
    this.interval = perMinute == 0 ? 0 : MINUTE / perMinute;
    this.ahead = interval * (burst - 1L);
    this.ticker = ticker;
    this.due = ticker.nanoTime();
  }

  /**
   * Asks for the turn of one message, and takes it unless the wait is a long one.
   *
   * @param mayGoOn asked now and then; false ends the wait
   * @return zero when it may go now, else how long to leave it alone
   * @throws IOException when it is not to go on
   */
  Duration take(BooleanSupplier mayGoOn) throws IOException {
    long wait = place();
    if (wait > SHORT.toNanos()) {
      return Duration.ofNanos(wait);
    }
    long end = ticker.nanoTime() + wait;
    for (long left = wait; left > 0; left = end - ticker.nanoTime()) {
      if (!mayGoOn.getAsBoolean()) {
        throw new IOException("cancelled");
      }
      sleep(Math.min(left, LOOK_UP));
    }
    return Duration.ZERO;
  }

  /** Nanoseconds to wait; if they are few, the place in the row is taken. */
  private synchronized long place() {
    if (interval == 0) {
      return 0;
    }
    long now = ticker.nanoTime();
    long mine = due - now < 0 ? now : due;
    long wait = Math.max(0, mine - ahead - now);
    if (wait <= SHORT.toNanos()) {
      due = mine + interval;
    }
    return wait;
  }

  private void sleep(long nanos) throws InterruptedIOException {
    try {
      ticker.sleep(nanos);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("cancelled");
    }
  }

  @Override
  public String toString() {
    return perMinute + " messages a minute";
  }
}
