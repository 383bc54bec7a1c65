package spooler.transport.modem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.at.Blacklist;
import spooler.transport.modem.serial.PortProgram;
import spooler.transport.modem.uucp.spool.UucpSpool;

/**
 * What outlives a logon, and what all lanes share: the call, the folder, the figures, the numbers
 * that are left alone, and who calls. Thread-safe.
 */
final class Shared {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");

  private final ModemSettings settings;
  private final PortProgram program;
  private final Clock clock;
  private final Lines lines;
  private final Circuit circuit = new Circuit();
  private final Meter meter = new Meter();
  private final Blacklist blacklist;
  private final List<Callers> callers = new CopyOnWriteArrayList<>();
  private @Nullable UucpSpool spool; // guarded by this
  private Instant lastCall; // guarded by this

  Shared(ModemSettings settings, PortProgram program, Clock clock, Lines lines) {
    this.settings = settings;
    this.program = program;
    this.clock = clock;
    this.lines = lines;
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

  Lines lines() {
    return lines;
  }

  Circuit circuit() {
    return circuit;
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
  void answerAt(Callers place) {
    callers.add(place);
  }

  /** Who calls, and has to be answered now; null for nobody. */
  @Nullable Caller takeCaller() {
    for (Callers place : callers) {
      Caller caller = place.take();
      if (caller != null) {
        return caller;
      }
    }
    return null;
  }

  /** Whether somebody calls. */
  boolean rings() {
    return callers.stream().anyMatch(Callers::rings);
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
