package spooler.transport.smtp;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import spooler.transport.kit.Configured;
import spooler.transport.kit.Registration;

/** In the place of {@link SmtpInstance} in a version whose transports crash, each of them once. */
public final class CrashingInstance {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  private final BundleContext bundle;
  private final Crash crash;
  private @Nullable SmtpTransport transport;
  private @Nullable Registration registration;

  /** Registers the transport. */
  public CrashingInstance(BundleContext bundle, SmtpConfig config, Map<String, Object> configured) {
    this.bundle = bundle;
    this.crash =
        Crash.parse(
            Objects.requireNonNull(
                bundle.getBundle().getHeaders("").get(Crash.HEADER), Crash.HEADER));
    change(config, configured);
  }

  /** Another configuration makes another transport. */
  void change(SmtpConfig config, Map<String, Object> configured) {
    withdraw();
    Offer offer = Offer.of(config, configured, Configured.home(bundle));
    SmtpTransport real =
        new SmtpTransport(
            Objects.requireNonNull(offer.setup()),
            Objects.requireNonNull(offer.encryption()),
            false);
    transport = real;
    registration =
        Registration.of(
            bundle,
            LOG,
            new CrashingTransport(real, crash, new AtomicBoolean()),
            offer.problem(),
            offer.properties());
  }

  /** Takes the transport out of service. */
  void withdraw() {
    if (registration != null) {
      registration.withdraw();
    }
    if (transport != null) {
      transport.close();
    }
  }
}
