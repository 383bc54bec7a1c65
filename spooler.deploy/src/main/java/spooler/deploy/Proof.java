package spooler.deploy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.SessionFlag;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * Finds out which versions work: those of which a transport has logged on. Each update of a bundle
 * has to prove itself anew; the status table is asked only while one still has to.
 *
 * <p><b>Threads:</b> {@link #look} is called by one thread, which may wait for logons.
 */
final class Proof {
  private static final Logger LOG = System.getLogger("spooler.deploy");

  private final BundleContext context;
  private final ServiceTracker<Spooler, Spooler> spooler;
  private final GoodVersions good;
  private final Map<Long, Long> proved = new HashMap<>();

  Proof(BundleContext context, ServiceTracker<Spooler, Spooler> spooler, GoodVersions good) {
    this.context = context;
    this.spooler = spooler;
    this.good = good;
  }

  /** One look at those that have not proved themselves. */
  void look() {
    List<Bundle> open =
        Stream.of(context.getBundles())
            .filter(one -> one.getState() == Bundle.ACTIVE && Watch.isTransport(one))
            .filter(one -> !isProved(one))
            .toList();
    Spooler now = spooler.getService();
    if (open.isEmpty() || now == null) {
      return;
    }
    try {
      List<String> working = working(now);
      for (Bundle bundle : open) {
        if (working.contains(Named.of(bundle))) {
          keep(bundle);
        }
      }
    } catch (MapiException down) { // another look will do
      LOG.log(Level.DEBUG, "no look at the status table: {0}", down.getMessage());
    }
  }

  private boolean isProved(Bundle bundle) {
    return Long.valueOf(bundle.getLastModified()).equals(proved.get(bundle.getBundleId()));
  }

  private void keep(Bundle bundle) {
    long version = bundle.getLastModified();
    try {
      good.keep(bundle);
      proved.put(bundle.getBundleId(), version);
    } catch (IOException | RuntimeException failed) { // a full disk; or it has just gone
      if (bundle.getState() == Bundle.ACTIVE && bundle.getLastModified() == version) {
        LOG.log(
            Level.WARNING, "no copy of {0} is kept: {1}", Named.of(bundle), failed.getMessage());
      }
    }
  }

  /** The bundles of transports that have logged on, by name and version. */
  private static List<String> working(Spooler spooler) throws MapiException {
    try (Session session = spooler.logon(Set.of(SessionFlag.NO_MAIL));
        StatusTable table = session.statusTable()) {
      return table.queryAllRows().stream()
          .filter(Proof::hasLoggedOn)
          .map(row -> String.valueOf(row.get(PropertyTag.PROVIDER_DLL_NAME)))
          .toList();
    }
  }

  private static boolean hasLoggedOn(StatusRow row) {
    Set<StatusCode> code = row.statusCode();
    return !code.contains(StatusCode.FAILURE)
        && (code.contains(StatusCode.AVAILABLE)
            || code.contains(StatusCode.OUTBOUND_ENABLED)
            || code.contains(StatusCode.INBOUND_ENABLED));
  }
}
