package spooler.transport.modem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.at.Modem;
import spooler.transport.modem.at.Pause;
import spooler.transport.modem.line.Device;
import spooler.transport.modem.line.Port;

/**
 * Listens at a modem between the turns, and asks for a turn when it rings. That turn takes the call
 * with the port on which it rang; any other turn at the line makes this one close its port.
 *
 * <p><b>Threads:</b> one of its own opens the device and listens; the rest on any. The fields are
 * guarded by {@code this}, which is not held while a port is used. <br>
 * <b>Failure:</b> a device that cannot be opened, or breaks, is tried again after a while.
 */
final class RingWatch implements Callers {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration RINGS_FOR = Duration.ofSeconds(60);

  private final ModemSettings settings;
  private final Device device;
  private final Lines lines;
  private final Runnable rings;
  private final Duration retryAfter;
  private @Nullable Port port; // guarded by this: open, and listened at
  private boolean opening; // guarded by this
  private boolean ringing; // guarded by this
  private boolean taken; // guarded by this: a turn has the call, and has the line in a moment
  private boolean closed; // guarded by this

  /**
   * Listens.
   *
   * @param rings is run when it rings
   * @throws IOException when another transport listens at this line
   */
  RingWatch(ModemSettings settings, Device device, Lines lines, Runnable rings, Duration retryAfter)
      throws IOException {
    this.settings = settings;
    this.device = device;
    this.lines = lines;
    this.rings = rings;
    this.retryAfter = retryAfter;
    lines.listen(settings.resource(), this);
    Thread listener = new Thread(this::watch, "spooler-modem-rings");
    listener.setDaemon(true);
    listener.start();
  }

  private void watch() {
    try {
      while (awaitFree()) {
        try {
          listen();
        } catch (IOException unheard) {
          if (!isAside()) {
            LOG.log(Level.WARNING, "{0} cannot be answered: {1}", device, unheard.getMessage());
            pause();
          }
        } finally {
          drop();
        }
      }
    } catch (InterruptedException stopped) {
      drop();
    }
  }

  /** Waits until no turn has the line; false when it is over. */
  private synchronized boolean awaitFree() throws InterruptedException {
    while (!closed && (taken || lines.isInUse(settings.resource()))) {
      wait();
    }
    opening = !closed;
    return !closed;
  }

  private void listen() throws IOException {
    Port open = null;
    try {
      open = device.open(settings.dial().at().connectLimit());
    } finally {
      opened(open);
    }
    Modem modem = new Modem(open, settings.dial().at(), Pause.REAL);
    modem.init();
    while (listensAt(open)) {
      if (modem.awaitRing(LOOK_EVERY) && setRinging(open)) {
        LOG.log(Level.INFO, "{0} rings", device);
        rings.run();
        awaitTaken(open);
      }
    }
  }

  private synchronized void opened(@Nullable Port open) {
    opening = false;
    port = open;
    notifyAll();
  }

  private synchronized boolean listensAt(Port open) {
    return port == open && !isAside();
  }

  private synchronized boolean setRinging(Port open) {
    ringing = listensAt(open);
    return ringing;
  }

  private synchronized void awaitTaken(Port open) throws IOException {
    long deadline = System.nanoTime() + RINGS_FOR.toNanos();
    try {
      for (long left = RINGS_FOR.toNanos();
          ringing && listensAt(open) && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it rang", stopped);
    } finally {
      ringing = false;
    }
  }

  private synchronized boolean isAside() {
    return closed || lines.isInUse(settings.resource());
  }

  private synchronized void pause() throws InterruptedException {
    long deadline = System.nanoTime() + retryAfter.toNanos();
    for (long left = retryAfter.toNanos();
        !closed && left > 0;
        left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public @Nullable Caller take() {
    Port open;
    synchronized (this) {
      if (!ringing || port == null) {
        return null;
      }
      open = port;
      port = null; // the call's now
      ringing = false;
      taken = true;
    }
    try {
      return new Caller(open, true, lines.use(settings.resource()));
    } finally {
      setTaken();
    }
  }

  /** From here on the line's use says it. */
  private synchronized void setTaken() {
    taken = false;
    notifyAll();
  }

  @Override
  public synchronized boolean rings() {
    return ringing;
  }

  /** A turn has the line: closes the port, and returns when that is done. */
  void stepAside() {
    synchronized (this) {
      try {
        while (opening) {
          wait();
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    drop();
  }

  /** The line may be free again. */
  synchronized void look() {
    notifyAll();
  }

  private void drop() {
    Port open;
    synchronized (this) {
      open = port;
      port = null;
      ringing = false;
      notifyAll();
    }
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    lines.leave(settings.resource(), this);
    synchronized (this) {
      closed = true;
    }
    drop();
  }
}
