package spooler.transport.modem;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.transport.TransportBundle;
import spooler.transport.kit.Configured;
import spooler.transport.kit.Registration;
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
  private Registration registration;

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
    this.offer = ModemOffer.of(config, configured, Configured.home(bundle));
    this.transport = transportOf(offer);
    this.registration = register();
  }

  /** Takes a changed configuration. */
  @Modified
  void change(ModemConfig config, Map<String, Object> configured) {
    ModemOffer next = ModemOffer.of(config, configured, Configured.home(bundle));
    boolean same = next.isSameTransport(offer);
    offer = next;
    if (same) {
      registration.change(next.properties());
    } else {
      withdraw();
      transport = transportOf(next);
      registration = register();
    }
  }

  /** Takes the transport out of service; returns when the spooler has let go of it. */
  @Deactivate
  void withdraw() {
    registration.withdraw();
    if (transport != null) {
      transport.close();
    }
  }

  private static Path unpackInto(BundleContext bundle) {
    File folder = bundle.getDataFile("serial");
    return folder == null ? Configured.home(bundle).resolve("var/serial") : folder.toPath();
  }

  private @Nullable ModemTransport transportOf(ModemOffer from) {
    ModemSettings settings = from.settings();
    return settings == null
        ? null
        : new ModemTransport(settings, program, Clock.systemUTC(), LOOK_EVERY, lines);
  }

  private Registration register() {
    return Registration.of(bundle, LOG, transport, offer.problem(), offer.properties());
  }
}
