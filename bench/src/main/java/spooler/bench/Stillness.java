package spooler.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The longest time in which a number has not changed.
 *
 * <p><b>Threads:</b> one of its own looks every 0.2 ms, from {@link #of} to {@link #end}.
 */
final class Stillness {
  private static final long LOOK_NANOS = 200_000;

  private final CompletableFuture<Duration> longest;
  private volatile boolean over;

  private Stillness(LongSupplier number) {
    longest = CompletableFuture.supplyAsync(() -> watch(number));
  }

  static Stillness of(LongSupplier number) {
    return new Stillness(number);
  }

  private Duration watch(LongSupplier number) {
    long most = 0;
    long last = number.getAsLong();
    long since = System.nanoTime();
    while (!over) {
      LockSupport.parkNanos(LOOK_NANOS);
      long value = number.getAsLong();
      long now = System.nanoTime();
      most = Math.max(most, now - since);
      if (value != last) {
        since = now;
        last = value;
      }
    }
    return Duration.ofNanos(most);
  }

  Duration end() {
    over = true;
    return longest.join();
  }
}
