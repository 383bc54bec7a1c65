package spooler.transport.modem;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;
import spooler.transport.modem.serial.PortProgram;

/**
 * Carries mail over one line, to one far system.
 *
 * <p><b>Threads:</b> any. One of its own, a daemon, asks for a flush of this transport when a call
 * is due (callEveryHours); it ends with {@link #close}.
 */
final class ModemTransport implements TransportProvider, AutoCloseable {
  private static final Duration LONGEST_TURN = Duration.ofHours(12);

  private final ModemSettings settings;
  private final Shared shared;
  private final ScheduledThreadPoolExecutor timer;
  private volatile @Nullable TransportSupport lane;

  /** A transport that is set up so for good. */
  ModemTransport(ModemSettings settings, PortProgram program, Clock clock, Duration lookEvery) {
    this.settings = settings;
    this.shared = new Shared(settings, program, clock);
    this.timer = new ScheduledThreadPoolExecutor(1, ModemTransport::daemon);
    if (!settings.calls().every().isZero()) {
      long nanos = lookEvery.toNanos();
      var unused =
          timer.scheduleWithFixedDelay(this::callIfDue, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Signs a lane on. Calls nobody. */
  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    lane = support;
    ModemMedium medium = new ModemMedium(shared, support);
    Traits traits =
        Traits.sender("UUCP", AddressTypes.of(Address.SMTP), settings.calls().retryAfter())
            .talkingTo(medium.peer())
            .receiving()
            .needing(settings.resource(), LONGEST_TURN);
    return new MediumLogon(support, traits, medium);
  }

  /** As a client does by FlushQueues on the transport's own status object. */
  private void callIfDue() {
    TransportSupport signedOn = lane;
    if (signedOn != null && shared.isCallDue()) {
      signedOn.modifyStatusRow(
          StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH));
    }
  }

  /** After the last logon was closed. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "spooler-modem-clock");
    thread.setDaemon(true);
    return thread;
  }
}
