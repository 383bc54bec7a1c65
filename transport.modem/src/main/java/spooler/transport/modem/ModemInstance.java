package spooler.transport.modem;

import java.io.File;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.transport.TransportBundle;
import spooler.api.transport.TransportProvider;
import spooler.transport.kit.MisconfiguredTransport;
import spooler.transport.modem.serial.PortProgram;

/**
 * One configuration: registers its transport as a service.
 *
 * <p>It does so itself, because a wrong configuration is to be seen in the status table too, the
 * name comes from the configuration's pid unless set, and a new ranking must re-order the profile
 * without ending a call. Any other change replaces the transport.
 *
 * <p><b>Threads:</b> those of the component runtime, one at a time.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "transport.modem",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ModemConfig.class, factory = true)
@TransportBundle(
    type = "modem",
    methods = {"VALIDATE_STATE", "FLUSH_QUEUES"},
    addressTypes = {"SMTP"},
    honoursNoUi = false)
public final class ModemInstance {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final BundleContext bundle;
  private final PortProgram program;
  private final Lines lines;
  private ModemOffer offer;
  private @Nullable ModemTransport transport;
  private ServiceRegistration<TransportProvider> registration;

  /** Registers the transport. */
  @Activate
  public ModemInstance(
      BundleContext bundle,
      @Reference(name = "lines") Lines lines,
      ModemConfig config,
      Map<String, Object> configured) {
    this.bundle = bundle;
    this.lines = lines;
    this.program = new PortProgram(unpackInto(bundle));
    this.offer = ModemOffer.of(config, configured, home(bundle));
    this.transport = transportOf(offer);
    this.registration = register();
  }

  /** Takes a changed configuration. */
  @Modified
  void change(ModemConfig config, Map<String, Object> configured) {
    ModemOffer next = ModemOffer.of(config, configured, home(bundle));
    boolean same = next.isSameTransport(offer);
    offer = next;
    if (same) {
      registration.setProperties(asDictionary(next.properties()));
    } else {
      withdraw();
      transport = transportOf(next);
      registration = register();
    }
  }

  /** Takes the transport out of service; returns when the spooler has let go of it. */
  @Deactivate
  void withdraw() {
    registration.unregister();
    if (transport != null) {
      transport.close();
    }
  }

  private static Path unpackInto(BundleContext bundle) {
    File folder = bundle.getDataFile("serial");
    return folder == null ? home(bundle).resolve("var/serial") : folder.toPath();
  }

  /** Where relative folders begin; where the process was started, unless somebody has said so. */
  private static Path home(BundleContext bundle) {
    return Path.of(Objects.requireNonNullElse(bundle.getProperty("spooler.home"), ""));
  }

  private @Nullable ModemTransport transportOf(ModemOffer from) {
    ModemSettings settings = from.settings();
    return settings == null
        ? null
        : new ModemTransport(settings, program, Clock.systemUTC(), LOOK_EVERY, lines);
  }

  private ServiceRegistration<TransportProvider> register() {
    TransportProvider provider = transport;
    if (provider == null) {
      LOG.log(Level.WARNING, "transport {0}: {1}", offer.name(), offer.problem());
      provider = new MisconfiguredTransport(offer.problem());
    }
    return bundle.registerService(
        TransportProvider.class, provider, asDictionary(offer.properties()));
  }

  @SuppressWarnings(
      "JdkObsolete") // the framework takes no other; its own way from a map came with R8
  private static Dictionary<String, ?> asDictionary(Map<String, Object> properties) {
    return new Hashtable<>(properties);
  }
}
