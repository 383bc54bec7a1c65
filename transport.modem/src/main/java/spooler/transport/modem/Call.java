package spooler.transport.modem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.at.Modem;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.uucp.UucpCall;

/**
 * A call that stands: its port, its modem if there is one, and its session.
 *
 * <p><b>Threads:</b> any, those of all lanes that use it; {@link #end} one, when no other does.
 */
final class Call {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final Duration PARTING = Duration.ofSeconds(20);

  private final String far;
  private final Port port;
  private final @Nullable Modem modem;
  private final SessionLine line;
  private final UucpCall session;
  private final Meter meter;
  private final Runnable done;
  private final AtomicBoolean turned = new AtomicBoolean();

  /**
   * Stands.
   *
   * @param far whom it is with, for people
   * @param done is run when the device is closed
   */
  Call(
      String far,
      Port port,
      @Nullable Modem modem,
      SessionLine line,
      UucpCall session,
      Meter meter,
      Runnable done) {
    this.far = far;
    this.port = port;
    this.modem = modem;
    this.line = line;
    this.session = session;
    this.meter = meter;
    this.done = done;
    meter.began();
  }

  UucpCall session() {
    return session;
  }

  /** Why something failed, and in which call. */
  IOException broke(IOException why) {
    return new IOException("%s: %s".formatted(far, why.getMessage()), why);
  }

  /** Gives the line to the far side, once until something is sent again. */
  void turn() throws IOException {
    if (turned.compareAndSet(false, true)) {
      session.turn();
    }
  }

  /** Something is sent now. */
  void ours() {
    turned.set(false);
  }

  /** Parts in good order, hangs up, and lets go of the device. */
  void end() {
    boolean well = session.end(PARTING);
    line.left();
    meter.ended(session.figures());
    LOG.log(
        Level.INFO,
        "{0}: {1}, {2} s, {3} octets sent, {4} received",
        session.peer(),
        well ? "hung up" : "the call broke off",
        session.figures().online().toSeconds(),
        session.figures().octetsSent(),
        session.figures().octetsReceived());
    try {
      if (modem != null) {
        modem.hangUp();
      }
    } catch (IOException gone) { // closing the device ends the call, too
      LOG.log(Level.DEBUG, "hanging up: {0}", gone.getMessage());
    } finally {
      port.close();
      done.run();
    }
  }

  /** Cuts it at once: whoever uses it fails, and ends it. */
  void cut() {
    session.close();
    port.close();
  }
}
