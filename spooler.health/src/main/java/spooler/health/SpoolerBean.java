package spooler.health;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;
import spooler.api.status.StatusRow;

/**
 * The bean, registered while this bundle runs: under the plain name, and where another spooler of
 * the same program has that, under one with its home in it.
 *
 * <p><b>Threads:</b> any of JMX; a daemon of its own registers it, because the platform's server
 * takes long to come up and nobody is to wait for it. <br>
 * <b>Failure:</b> without the bean the spooler runs on; the log says why.
 */
@Component(
    service = {},
    immediate = true)
public final class SpoolerBean implements SpoolerMXBean {
  private static final Logger LOG = System.getLogger("spooler.health");
  private static final String NAME = "spooler:type=Spooler";

  private final Doctor doctor;
  private final String home;
  private final Thread registration = new Thread(this::register, "spooler jmx");
  private volatile @Nullable ObjectName name; // null while it is not registered

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Spooler spooler;

  /** Registers it soon. */
  @Activate
  public SpoolerBean(BundleContext context, @Reference(name = "doctor") Doctor doctor) {
    this.home = Optional.ofNullable(context.getProperty("spooler.home")).orElse("");
    this.doctor = doctor;
    registration.setDaemon(true);
    registration.start();
  }

  private void register() {
    try {
      name = registerAs(NAME, NAME + ",home=" + ObjectName.quote(home));
    } catch (JMException refused) {
      LOG.log(Level.WARNING, "the spooler is not to be seen in JMX", refused);
    }
  }

  private ObjectName registerAs(String free, String taken) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      return server.registerMBean(this, new ObjectName(free)).getObjectName();
    } catch (InstanceAlreadyExistsException another) {
      return server.registerMBean(this, new ObjectName(taken)).getObjectName();
    }
  }

  @Deactivate
  void unregister() throws InterruptedException {
    registration.join();
    ObjectName registered = name;
    if (registered == null) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
    } catch (JMException absent) {
      LOG.log(Level.DEBUG, "somebody else has unregistered it", absent);
    }
  }

  private Optional<Snapshot> now() {
    Spooler present = spooler;
    try {
      return present == null ? Optional.empty() : Optional.of(Snapshot.of(present));
    } catch (MapiException ending) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isRunning() {
    return now().isPresent();
  }

  @Override
  public long getWaiting() {
    return now().map(Snapshot::waiting).orElse(-1L);
  }

  @Override
  public Map<String, String> getTransports() {
    Map<String, String> transports = new LinkedHashMap<>();
    now()
        .ifPresent(
            snapshot -> {
              for (StatusRow row : snapshot.transports()) {
                transports.put(row.displayName(), row.statusString());
              }
            });
    return transports;
  }

  @Override
  public int getFailing() {
    return now().map(snapshot -> snapshot.failing().size()).orElse(0);
  }

  @Override
  public String[] examine() throws InterruptedException {
    return doctor.examine().stream()
        .flatMap(
            diagnosis ->
                diagnosis.findings().stream()
                    .filter(finding -> finding.status() != Result.Status.OK)
                    .map(finding -> diagnosis.check() + ": " + finding.text()))
        .toArray(String[]::new);
  }
}
