package spooler.transport.modem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.Reachable;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.Link;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;
import spooler.transport.modem.serial.PortProgram;

/**
 * Carries mail over one line, to one far system.
 *
 * <p><b>Threads:</b> any. One of its own, a daemon, asks for a flush of this transport when a call
 * is due (callEveryHours); it ends with {@link #close}.
 */
final class ModemTransport implements TransportProvider, Reachable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final Duration LONGEST_TURN = Duration.ofHours(12);

  private final ModemSettings settings;
  private final Shared shared;
  private final ScheduledThreadPoolExecutor timer;
  private volatile @Nullable TransportSupport lane; // the first
  private @Nullable Link link; // one logon at a time
  private final List<Callers> callers = new ArrayList<>(); // one logon at a time

  /** A transport that is set up so for good. */
  ModemTransport(
      ModemSettings settings, PortProgram program, Clock clock, Duration lookEvery, Lines lines) {
    this.settings = settings;
    this.shared = new Shared(settings, program, clock, lines);
    this.timer = new ScheduledThreadPoolExecutor(1, ModemTransport::daemon);
    if (!settings.calls().every().isZero()) {
      long nanos = lookEvery.toNanos();
      var unused =
          timer.scheduleWithFixedDelay(this::callIfDue, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Signs a lane on. Calls nobody. */
  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException {
    answer();
    ModemMedium medium = new ModemMedium(shared, support);
    Traits traits =
        Traits.sender("UUCP", AddressTypes.of(Address.SMTP), settings.calls().retryAfter())
            .talkingTo(medium.peer())
            .receiving()
            .needing(settings.resource(), LONGEST_TURN);
    Link over = link;
    if (over == null || request.lane() == 0) { // lanes sign on by ascending number
      over = new Link(traits);
      link = over;
      lane = support;
    }
    return new MediumLogon(support, traits, medium, over);
  }

  /** Looks whether the line is there; opens nothing, and calls nobody. */
  @Override
  public String reach(Duration limit) throws IOException {
    return shared.look();
  }

  private void answer() throws MapiException {
    if (!callers.isEmpty()) {
      return;
    }
    try {
      if (settings.calls().answersAtPort()) {
        answerAt(new CallersPort(settings.calls(), this::askForTurn));
      }
      if (settings.calls().answersRings()) {
        answerAt(
            new RingWatch(
                settings,
                settings.line().device(shared.program()),
                shared.lines(),
                this::askForTurn,
                settings.calls().retryAfter()));
      }
    } catch (IOException taken) {
      throw new MapiException(
          HResult.MAPI_E_UNCONFIGURED, String.valueOf(taken.getMessage()), taken);
    }
  }

  private void answerAt(Callers place) {
    callers.add(place);
    shared.answerAt(place);
  }

  private void callIfDue() {
    if (shared.isCallDue()) {
      askForTurn();
    }
  }

  /** As a client does by FlushQueues on the transport's own status object. */
  private void askForTurn() {
    TransportSupport signedOn = lane;
    if (signedOn != null) {
      signedOn.modifyStatusRow(
          StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH));
    }
  }

  /** After the last logon was closed. */
  @Override
  public void close() {
    timer.shutdownNow();
    for (Callers place : callers) {
      try {
        place.close();
      } catch (IOException unclosed) {
        LOG.log(Level.DEBUG, "where callers call could not be closed", unclosed);
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "spooler-modem-clock");
    thread.setDaemon(true);
    return thread;
  }
}
