package spooler.core.transports;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which call into a transport is under way on a lane, and since when it has shown no sign of life.
 * Written by the lane's thread, read by the watchdog.
 */
final class CallGuard {
  private volatile @Nullable String call;
  private volatile long since;

  void enter(String what) {
    since = System.nanoTime();
    call = what;
  }

  void exit() {
    call = null;
  }

  /** Whether one of these calls is under way. */
  boolean isIn(String... calls) {
    return Arrays.asList(calls).contains(call);
  }

  /** A sign of life: the transport read a block of the body, or asked whether to go on. */
  void touch() {
    since = System.nanoTime();
  }

  /** The call that has been silent for longer than {@code limit}; null when there is none. */
  @Nullable String silentFor(Duration limit) {
    String what = call;
    return what != null && System.nanoTime() - since > limit.toNanos() ? what : null;
  }
}
