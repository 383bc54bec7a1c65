package spooler.testkit.modem;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Knows +++ between two silences from +++ in data. The modem's thread. */
final class Escape {
  private static final long LOOK_MILLIS = 2;

  private long last = System.nanoTime();
  private int pluses;

  /** Whether with this octet, and the silence after it, the escape is complete. */
  boolean seen(int c, InputStream more, Duration guard) throws IOException {
    long now = System.nanoTime();
    boolean silence = now - last >= guard.toNanos();
    last = now;
    if (c != '+') {
      pluses = 0;
      return false;
    }
    pluses = pluses == 0 ? (silence ? 1 : 0) : pluses + 1;
    if (pluses != 3) {
      return false;
    }
    pluses = 0;
    return isSilent(more, guard);
  }

  private static boolean isSilent(InputStream more, Duration guard) throws IOException {
    long end = System.nanoTime() + guard.toNanos() / 2;
    while (System.nanoTime() < end) {
      if (more.available() > 0) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
