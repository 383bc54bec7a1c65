package spooler.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * When a message that failed is tried again: each time twice as long, up to a limit, spread by a
 * tenth so that messages that failed together do not come back together.
 *
 * @param first delay after the first failure
 * @param most longest delay
 * @param random numbers from 0 to 1
 */
public record RetryPolicy(Duration first, Duration most, DoubleSupplier random) {
  private static final int MOST_DOUBLINGS = 30;

  /** Nobody means more, and calendars end. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /**
   * The time of the next try, after {@code attempts} that failed, but not before {@code hint} has
   * passed.
   */
  Instant next(Instant now, int attempts, Duration hint) {
    long factor = 1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS);
    double wanted = (double) first.toMillis() * factor;
    double spread = 0.9 + 0.2 * random.getAsDouble();
    long millis = (long) (Math.min(wanted, (double) most.toMillis()) * spread);
    Duration delay = Duration.ofMillis(millis);
    return now.plus(delay.compareTo(hint) >= 0 ? delay : sane(hint));
  }

  /** The time that a transport named itself; the default one where it makes no sense. */
  Instant after(Instant now, int attempts, Duration delay) {
    return delay.isNegative() ? next(now, attempts, Duration.ZERO) : now.plus(sane(delay));
  }

  private static Duration sane(Duration delay) {
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
