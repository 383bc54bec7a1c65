package spooler.transport.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.at.Pause;
import spooler.transport.modem.line.Port;

/**
 * The device that is open now, so that whoever wants the call to end can close it, whatever is
 * being done on it. A pause ends then, too.
 *
 * <p><b>Threads:</b> any; the fields are guarded by {@code this}, which is not held while a port is
 * closed.
 */
final class Wire implements Pause {
  private static final Duration SLICE = Duration.ofMillis(100);

  private final BooleanSupplier mayGoOn;
  private @Nullable Port port; // guarded by this
  private boolean cut; // guarded by this

  Wire(BooleanSupplier mayGoOn) {
    this.mayGoOn = mayGoOn;
  }

  /** A call begins. */
  synchronized void begin() {
    cut = false;
  }

  /** This is open now; closed at once if the call is not wanted any more. */
  Port use(Port open) throws IOException {
    synchronized (this) {
      if (!cut) {
        port = open;
        return open;
      }
    }
    open.close();
    throw new IOException("the call was ended from this side");
  }

  /** Ends whatever is being done on it. */
  void cut() {
    Port open;
    synchronized (this) {
      cut = true;
      open = port;
      port = null;
      notifyAll();
    }
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void pause(Duration time) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      if (!mayGoOn.getAsBoolean()) {
        throw new IOException("the call is not wanted any more");
      }
      await(Math.min(left, SLICE.toNanos()));
    }
  }

  private synchronized void await(long nanos) throws IOException {
    if (cut) {
      throw new IOException("the call was ended from this side");
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting", stopped);
    }
  }
}
