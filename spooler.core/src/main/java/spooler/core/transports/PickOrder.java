package spooler.core.transports;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which lane of a transport may pick the next message, where mail goes by grade: one lane at a
 * time, and the next one only when the message before is on its way. So no message waits, picked,
 * behind another one: what is most urgent when the line has room for it is what goes.
 *
 * <p><b>Threads:</b> the lanes', and whoever gives one of them up. The lane is guarded by {@code
 * this}, and nothing is called under it. <br>
 * <b>Failure:</b> a lane that waits looks several times a second whether it is still to go on.
 */
public final class PickOrder {
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

  private @Nullable Lane picking; // guarded by this

  /**
   * Waits for the lane's turn; at once where it has it.
   *
   * @param mayGoOn asked while it waits, and before it goes on
   * @return false when it may not go on
   */
  public boolean enter(Lane lane, BooleanSupplier mayGoOn) {
    while (mayGoOn.getAsBoolean()) {
      if (take(lane)) {
        return true;
      }
      if (!awaitChange()) {
        return false;
      }
    }
    return false;
  }

  private synchronized boolean take(Lane lane) {
    if (picking == null) {
      picking = lane;
    }
    return picking == lane;
  }

  /** False when the thread is wanted elsewhere: its lane is given up. */
  private synchronized boolean awaitChange() {
    try {
      if (picking != null) {
        TimeUnit.NANOSECONDS.timedWait(this, LOOK_EVERY);
      }
      return true;
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** It is another one's turn, if it was that lane's. */
  public synchronized void leave(Lane lane) {
    if (picking == lane) {
      picking = null;
      notifyAll();
    }
  }
}
