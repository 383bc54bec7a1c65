package spooler.transport.modem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.at.Blacklist;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.serial.PortProgram;
import spooler.transport.modem.uucp.spool.UucpSpool;

/**
 * What outlives a logon: the folder, the figures, the numbers that are left alone, and who calls.
 * Thread-safe.
 */
final class Shared {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");

  private final ModemSettings settings;
  private final PortProgram program;
  private final Clock clock;
  private final Meter meter = new Meter();
  private final Blacklist blacklist;
  private volatile @Nullable CallersPort callers;
  private @Nullable UucpSpool spool; // guarded by this
  private Instant lastCall; // guarded by this

  Shared(ModemSettings settings, PortProgram program, Clock clock) {
    this.settings = settings;
    this.program = program;
    this.clock = clock;
    this.lastCall = clock.instant();
    this.blacklist = new Blacklist(settings.dial().mostFailures(), settings.dial().rest(), clock);
  }

  ModemSettings settings() {
    return settings;
  }

  PortProgram program() {
    return program;
  }

  /** Whether the line is there, in words; it is not opened. */
  String look() throws IOException {
    return settings.line().device(program).look();
  }

  Meter meter() {
    return meter;
  }

  Blacklist blacklist() {
    return blacklist;
  }

  /** Opened when it is first needed, so that a folder that is not there yet stops nobody. */
  synchronized UucpSpool spool() throws IOException {
    if (spool == null) {
      spool = UucpSpool.open(settings.folder(), line -> LOG.log(Level.WARNING, line));
    }
    return spool;
  }

  /** Where the far side may call from now on. */
  void answerAt(@Nullable CallersPort port) {
    callers = port;
  }

  /** Who calls, and has to be answered now; null for nobody. */
  @Nullable Port takeCaller() {
    CallersPort port = callers;
    return port == null ? null : port.take();
  }

  /** Whether somebody calls. */
  boolean rings() {
    CallersPort port = callers;
    return port != null && port.rings();
  }

  /** A call was made, or came in. */
  synchronized void called() {
    lastCall = clock.instant();
  }

  /** Whether it is time for a call, although nobody asks for one. */
  synchronized boolean isCallDue() {
    return !settings.calls().every().isZero()
        && !lastCall.plus(settings.calls().every()).isAfter(clock.instant());
  }
}
