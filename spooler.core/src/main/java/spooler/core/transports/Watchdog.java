package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.store.StoreException;

/**
 * Looks after the lanes: lengthens the leases of what they hold, and gives up one whose call shows
 * no sign of life. {@link #look} is run now and then by whoever owns a timer.
 */
public final class Watchdog {
  private static final Logger LOG = System.getLogger("spooler.core");

  private final Supplier<List<Transport>> transports;
  private final Duration silence;
  private final Duration lease;

  /**
   * Looks after these.
   *
   * @param silence how long a call may show no sign of life
   * @param lease for how long claims are lengthened
   */
  public Watchdog(Supplier<List<Transport>> transports, Duration silence, Duration lease) {
    this.transports = transports;
    this.silence = silence;
    this.lease = lease;
  }

  /** One look at every lane. */
  public void look() {
    for (Transport transport : transports.get()) {
      for (Lane lane : transport.lanes()) {
        safeLook(transport, lane);
      }
    }
  }

  private void safeLook(Transport transport, Lane lane) {
    try {
      look(transport, lane);
    } catch (RuntimeException fault) { // or the timer would look no more
      LOG.log(Level.ERROR, "the watchdog could not look after " + lane.name(), fault);
    }
  }

  private void look(Transport transport, Lane lane) {
    @Nullable String call = lane.guard().silentFor(silence);
    if (call != null) {
      lane.guard().exit();
      String why = "%s did not return within %d s".formatted(call, silence.toSeconds());
      LOG.log(Level.WARNING, "lane {0} is given up: {1}", lane.name(), why);
      boolean isLast = transport.usableLanes().equals(List.of(lane));
      if (isLast && transport.isActive()) {
        transport.fail(why + "; restart its bundle or change its configuration");
      }
      lane.abandon(why);
      return;
    }
    try {
      lane.claims().renew(lease);
    } catch (StoreException storeDown) {
      LOG.log(Level.WARNING, "leases of {0} could not be renewed: {1}", lane.name(), storeDown);
    }
  }
}
