package spooler.store.file;

import java.time.Duration;

/**
 * How long a group waits for stragglers before it is written. Who waits for one group's force
 * before handing over the next call would always just miss a group; where a force takes long, a
 * short wait brings all of them into the next one. Where it is quick, waking takes longer than is
 * won, and where calls do not come in company, there is nobody to wait for.
 *
 * <p><b>Threads:</b> the one that writes the log.
 */
final class Linger {
  private static final long SLOW = Duration.ofMillis(1).toNanos();
  private static final int PART = 4;

  private int last;
  private int before;
  private long force;

  /** A group of so many calls was forced, which took so many nanoseconds. */
  void forced(int calls, long nanos) {
    before = last;
    last = calls;
    force = nanos;
  }

  /** How many calls are worth waiting for: as many as came together lately. */
  int company() {
    return Math.max(last, before);
  }

  /** How long to wait for them, in nanoseconds; 0 for not at all. */
  long nanos() {
    return company() > 1 && force >= SLOW ? force / PART : 0;
  }
}
