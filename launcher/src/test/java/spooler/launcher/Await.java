package spooler.launcher;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what other threads bring about. */
final class Await {
  private static final long LIMIT_SECONDS = 30;

  private Await() {}

  /** Returns when it holds. */
  static void until(String what, Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!holds.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within %d s: %s".formatted(LIMIT_SECONDS, what));
      }
      Thread.sleep(20);
    }
  }
}
