package spooler.transport.smtp;

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
import spooler.transport.kit.Configured;
import spooler.transport.kit.Registration;

/**
 * One configuration: registers its transport as a service.
 *
 * <p>It does so itself, because a wrong configuration is to be seen in the status table too, the
 * name comes from the configuration's pid unless set, and a new ranking must re-order the profile
 * without ending a transfer, even where the ranking was written as text. Any other change replaces
 * the transport.
 *
 * <p><b>Threads:</b> those of the component runtime, one at a time.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "transport.smtp",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SmtpConfig.class, factory = true)
@TransportBundle(
    type = "smtp",
    methods = {"VALIDATE_STATE", "FLUSH_QUEUES"},
    addressTypes = {"SMTP"},
    honoursNoUi = true)
public final class SmtpInstance {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  private final BundleContext bundle;
  private Offer offer;
  private @Nullable SmtpTransport transport;
  private Registration registration;

  /** Registers the transport. */
  @Activate
  public SmtpInstance(BundleContext bundle, SmtpConfig config, Map<String, Object> configured) {
    this.bundle = bundle;
    this.offer = Offer.of(config, configured, Configured.home(bundle));
    this.transport = transportOf(offer, false);
    this.registration = register();
  }

  /** Takes a changed configuration. */
  @Modified
  void change(SmtpConfig config, Map<String, Object> configured) {
    Offer next = Offer.of(config, configured, Configured.home(bundle));
    boolean same = next.isSameTransport(offer);
    offer = next;
    if (same) {
      registration.change(next.properties());
    } else {
      boolean wasPaused = transport != null && transport.isPaused();
      withdraw();
      transport = transportOf(next, wasPaused);
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

  private static @Nullable SmtpTransport transportOf(Offer offer, boolean repaired) {
    return offer.setup() == null || offer.encryption() == null
        ? null
        : new SmtpTransport(offer.setup(), offer.encryption(), repaired);
  }

  private Registration register() {
    return Registration.of(bundle, LOG, transport, offer.problem(), offer.properties());
  }
}
