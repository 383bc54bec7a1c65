package spooler.transport.lan;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.transport.TransportBundle;
import spooler.maildir.kit.Disk;
import spooler.transport.kit.Configured;
import spooler.transport.kit.Registration;

/**
 * One configuration: registers its transport as a service.
 *
 * <p>It does so itself, because a wrong configuration is to be seen in the status table too, the
 * name comes from the configuration's pid unless set, and a new ranking must re-order the profile
 * without ending a transfer. Any other change replaces the transport.
 *
 * <p><b>Threads:</b> those of the component runtime, one at a time; {@link #transport} any.
 */
@Component(
    service = LanInstance.class,
    immediate = true,
    configurationPid = "transport.lan",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LanConfig.class, factory = true)
@TransportBundle(
    type = "lan",
    methods = {"VALIDATE_STATE", "FLUSH_QUEUES"},
    addressTypes = {"LAN", "SMTP"},
    honoursNoUi = true)
public final class LanInstance {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");

  private final BundleContext bundle;
  private volatile LanOffer offer;
  private volatile @Nullable LanTransport transport;
  private Registration registration;

  /** Registers the transport. */
  @Activate
  public LanInstance(BundleContext bundle, LanConfig config, Map<String, Object> configured) {
    this.bundle = bundle;
    this.offer = LanOffer.of(config, configured, Configured.home(bundle));
    this.transport = transportOf(offer);
    this.registration = register();
  }

  /** Takes a changed configuration. */
  @Modified
  void change(LanConfig config, Map<String, Object> configured) {
    LanOffer next = LanOffer.of(config, configured, Configured.home(bundle));
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
  public void withdraw() {
    registration.withdraw();
    LanTransport leaving = transport;
    if (leaving != null) {
      leaving.close();
    }
  }

  String name() {
    return offer.name();
  }

  /** The transport; null when its configuration is wrong. */
  @Nullable LanTransport transport() {
    return transport;
  }

  private static @Nullable LanTransport transportOf(LanOffer offer) {
    return offer.settings() == null
        ? null
        : new LanTransport(offer.settings(), Clock.systemUTC(), Disk.REAL);
  }

  private Registration register() {
    return Registration.of(bundle, LOG, transport, offer.problem(), offer.properties());
  }
}
