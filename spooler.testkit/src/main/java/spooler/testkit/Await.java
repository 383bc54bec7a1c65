package spooler.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what another thread does, within a bound that only a broken program reaches. */
public final class Await {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what said when it does not come to hold
   */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + BOUND.toSeconds() + " s: " + what);
      }
      Thread.sleep(2);
    }
  }
}
