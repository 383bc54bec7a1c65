package spooler.transport.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when it is told to, or while somebody sleeps. */
final class FakeTicker implements Ticker {
  private final List<Duration> naps = new ArrayList<>();
  private long now = -5_000_000_000L; // any number will do, as for System.nanoTime

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized void sleep(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    naps.add(Duration.ofNanos(nanos));
    now += nanos;
  }

  synchronized void pass(Duration time) {
    now += time.toNanos();
  }

  /** How long everybody slept, together. */
  synchronized Duration slept() {
    return naps.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** The longest sleep during which nobody asked whether to go on. */
  synchronized Duration longestNap() {
    return naps.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
