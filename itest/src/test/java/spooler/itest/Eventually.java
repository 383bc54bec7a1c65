package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.fail;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for what other threads and processes bring about, never longer than a limit. */
final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(10);

  private Eventually() {}

  /** Returns when it is so; fails with these words when it does not become so. */
  static void holds(String what, Callable<Boolean> condition) throws Exception {
    if (!becomes(true, condition)) {
      fail("did not come within %d s: %s".formatted(LIMIT.toSeconds(), what));
    }
  }

  /** Returns when it has that value; fails with both values when it does not get it. */
  static <T> void equals(String what, T expected, Callable<T> actual) throws Exception {
    if (!becomes(expected, actual)) {
      assertEquals(
          "%s, still after %d s".formatted(what, LIMIT.toSeconds()), expected, actual.call());
    }
  }

  private static <T> boolean becomes(@Nullable T expected, Callable<T> actual) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Objects.equals(expected, actual.call())) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
    }
    return true;
  }
}
