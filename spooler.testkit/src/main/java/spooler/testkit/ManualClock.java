package spooler.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands until it is moved.
 *
 * <p><b>Threads:</b> any.
 */
public final class ManualClock extends Clock {
  private final ZoneId zone;
  private volatile Instant now;

  /** Starts on the morning of 2 January 2030, UTC. */
  public ManualClock() {
    this(Instant.parse("2030-01-02T08:00:00Z"));
  }

  /** Starts here, in UTC. */
  public ManualClock(Instant start) {
    this(start, ZoneOffset.UTC);
  }

  private ManualClock(Instant start, ZoneId zone) {
    this.now = start;
    this.zone = zone;
  }

  /** Moves it on, or back for a negative step. */
  public synchronized void advance(Duration step) {
    now = now.plus(step);
  }

  /** Sets it. */
  public synchronized void set(Instant time) {
    now = time;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** A clock of its own, standing at the same time. */
  @Override
  public Clock withZone(ZoneId other) {
    return new ManualClock(now, other);
  }
}
