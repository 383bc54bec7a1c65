package spooler.transport.quiet;

import java.nio.file.Path;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportBundle;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;

/**
 * Carries the address type QUIET into a folder. Its status object has no FlushQueues, so that only
 * the spooler's own can flush it.
 */
@Component(
    configurationPid = "transport.quiet",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = {
      TransportProvider.ADDRESS_TYPES + "=" + QuietTransport.TYPE,
      TransportProvider.METHODS + "=VALIDATE_STATE",
      TransportProvider.ON_DEMAND + ":Boolean=true"
    })
@TransportBundle(
    type = "quiet",
    methods = {"VALIDATE_STATE"},
    addressTypes = {QuietTransport.TYPE})
public final class QuietTransport implements TransportProvider {
  /** The address type it carries. */
  static final String TYPE = "QUIET";

  private static final Traits TRAITS =
      Traits.sender("Quiet", AddressTypes.of(TYPE), Duration.ofSeconds(60)).quiet();

  private final Path folder;

  /** Settings. */
  @interface Config {
    /** Where messages go. */
    String folder();
  }

  /** A transport into that folder. */
  @Activate
  public QuietTransport(Config config) {
    this(Path.of(config.folder()));
  }

  /** A transport into that folder. */
  public QuietTransport(Path folder) {
    this.folder = folder;
  }

  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    return new MediumLogon(support, TRAITS, new FolderMedium(folder));
  }
}
