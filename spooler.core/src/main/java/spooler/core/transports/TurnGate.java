package spooler.core.transports;

import java.time.Duration;

/**
 * Lets one at a time drive a transport: a flush turn or an ordinary delivery session. A flush that
 * waits here makes the session end early.
 *
 * <p>Guarded by its own monitor, which is never held while anything else is called.
 */
public final class TurnGate {
  private boolean taken;
  private int flushesWaiting;

  /** Takes the gate for an ordinary session; false when somebody has it or a flush wants it. */
  public synchronized boolean tryEnter() {
    if (taken || flushesWaiting > 0) {
      return false;
    }
    taken = true;
    return true;
  }

  /** Takes the gate for a flush turn; false when it was not free within {@code limit}. */
  public synchronized boolean enter(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    flushesWaiting++;
    try {
      while (taken) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        wait(left / 1_000_000 + 1);
      }
      taken = true;
      return true;
    } finally {
      flushesWaiting--;
    }
  }

  /** Gives the gate back. */
  public synchronized void leave() {
    taken = false;
    notifyAll();
  }

  /** Whether an ordinary session should end because a flush waits. */
  public synchronized boolean isWanted() {
    return flushesWaiting > 0;
  }
}
