package spooler.core.osgi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.deploy.SettingFiles;
import spooler.api.event.SpoolerListener;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.SessionFlag;
import spooler.api.store.SpoolStore;
import spooler.api.transport.TransportProvider;
import spooler.core.CoreSettings;
import spooler.core.SpoolerCore;
import spooler.core.delivery.Delivery;
import spooler.core.transports.Description;

/**
 * The spooler as a service. Composes the plain objects over the store that is there, and tells them
 * of transports, inboxes and listeners that come and go. A new configuration or store makes a new
 * one.
 *
 * <p><b>Threads:</b> bind and unbind come from whatever thread changes the service; unbinding a
 * transport returns within a bounded time.
 */
@Component(service = Spooler.class, immediate = true, configurationPid = "spooler.core")
@Designate(ocd = CoreConfig.class)
public final class SpoolerComponent implements Spooler {
  private static final Logger LOG = System.getLogger("spooler.core");

  private final BundleContext context;

  /** A service of its own: programs around the framework have another ConfigurationListener. */
  private final ServiceRegistration<?> pauseChanges;

  private final SpoolerCore core;
  private final ConcurrentSkipListMap<ServiceReference<?>, InboundHandler> inboxes =
      new ConcurrentSkipListMap<>(); // ascending: the best-ranked is the last

  @Reference(
      name = "settingFiles",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable SettingFiles settingFiles;

  /** Starts the spooler over that store. */
  @Activate
  public SpoolerComponent(
      @Reference(name = "store") SpoolStore store,
      @Reference(name = "configurations") ConfigurationAdmin configurations,
      BundleContext context,
      CoreConfig config) {
    this.context = context;
    this.core =
        new SpoolerCore(
            settings(config),
            store,
            new Configured(configurations, () -> settingFiles).keepers(),
            Clock.systemUTC(),
            this::inbox);
    this.pauseChanges =
        context.registerService(ConfigurationListener.class, this::pausesChanged, null);
  }

  private static CoreSettings settings(CoreConfig config) {
    return new CoreSettings(
        config.profile(),
        config.hostName(),
        new CoreSettings.Retry(
            seconds("firstRetrySeconds", config.firstRetrySeconds(), 1),
            seconds("longestRetrySeconds", config.longestRetrySeconds(), 1)),
        new Delivery.Pace(
            seconds("pollSeconds", config.pollSeconds(), 1),
            seconds("idleSeconds", config.idleSeconds(), 0),
            seconds("afterFaultSeconds", config.afterFaultSeconds(), 1)),
        CoreSettings.DEFAULT
            .deadlines()
            .with(
                seconds("silenceSeconds", config.silenceSeconds(), 1),
                seconds("answerSeconds", config.answerSeconds(), 1)),
        Duration.ofHours(atLeast("expireAfterHours", config.expireAfterHours(), 1, "hours")),
        (int) atLeast("reportsPerHour", config.reportsPerHour(), 1, "reports"));
  }

  private static Duration seconds(String key, long value, long least) {
    return Duration.ofSeconds(atLeast(key, value, least, "seconds"));
  }

  private static long atLeast(String key, long value, long least, String unit) {
    if (value < least) {
      throw new IllegalArgumentException(
          "spooler.core: %s is %d; give %d or more %s".formatted(key, value, least, unit));
    }
    return value;
  }

  private @Nullable InboundHandler inbox() {
    var best = inboxes.lastEntry();
    return best == null ? null : best.getValue();
  }

  @Reference(
      name = "transport",
      service = TransportProvider.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindTransport(ServiceReference<TransportProvider> reference) {
    core.add(describe(reference), new ServiceProvider(context, reference));
  }

  void updatedTransport(ServiceReference<TransportProvider> reference) {
    core.update(describe(reference));
  }

  void unbindTransport(ServiceReference<TransportProvider> reference) {
    core.remove((Long) reference.getProperty(Constants.SERVICE_ID));
  }

  private static Description describe(ServiceReference<TransportProvider> reference) {
    Map<String, Object> properties = new HashMap<>();
    for (String key : reference.getPropertyKeys()) {
      properties.put(key, reference.getProperty(key));
    }
    var bundle = reference.getBundle();
    String from = bundle == null ? "gone" : bundle.getSymbolicName() + " " + bundle.getVersion();
    return Description.of(properties, from);
  }

  @Reference(
      name = "inbox",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindInbox(InboundHandler handler, ServiceReference<InboundHandler> reference) {
    inboxes.put(reference, handler);
    core.wake();
  }

  void unbindInbox(InboundHandler handler, ServiceReference<InboundHandler> reference) {
    inboxes.values().remove(handler); // by value: its ranking may have moved its place
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindListener(SpoolerListener listener) {
    core.listeners().add(listener);
  }

  void unbindListener(SpoolerListener listener) {
    core.listeners().remove(listener);
  }

  /** A pause may have been written or removed by hand. */
  private void pausesChanged(ConfigurationEvent event) {
    if (Configured.PAUSE.equals(event.getFactoryPid())) {
      try {
        core.reloadPauses();
      } catch (MapiException unreadable) {
        LOG.log(Level.ERROR, "pauses stay as they were: {0}", unreadable.getMessage());
      }
    }
  }

  @Deactivate
  void deactivate() {
    pauseChanges.unregister();
    core.close();
  }

  @Override
  public Session logon(Set<SessionFlag> flags) throws MapiException {
    return core.logon(flags);
  }
}
