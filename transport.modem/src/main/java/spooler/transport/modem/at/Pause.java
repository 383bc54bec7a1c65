package spooler.transport.modem.at;

import java.io.IOException;
import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
  /** The computer's. */
  Pause REAL =
      time -> {
        try {
          Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while waiting", stopped);
        }
      };

  /**
   * Returns after so much time.
   *
   * @throws IOException when it was told not to wait any longer
   */
  void pause(Duration time) throws IOException;
}
