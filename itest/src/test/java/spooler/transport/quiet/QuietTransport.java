package spooler.transport.quiet;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
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

  /** Manifest header of a version that cannot log on: what it says then. */
  private static final String REFUSES = "Quiet-Refuses";

  private static final Traits TRAITS =
      Traits.sender("Quiet", AddressTypes.of(TYPE), Duration.ofSeconds(60)).quiet();

  private final Path folder;
  private final @Nullable String refusal;

  /** Settings. */
  @interface Config {
    /** Where messages go. */
    String folder();
  }

  /** A transport into that folder. */
  @Activate
  public QuietTransport(BundleContext bundle, Config config) {
    this(Path.of(config.folder()), bundle.getBundle().getHeaders("").get(REFUSES));
  }

  /** A transport into that folder. */
  public QuietTransport(Path folder) {
    this(folder, null);
  }

  private QuietTransport(Path folder, @Nullable String refusal) {
    this.folder = folder;
    this.refusal = refusal;
  }

  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException {
    if (refusal != null) {
      throw new MapiException(HResult.MAPI_E_LOGON_FAILED, refusal);
    }
    return new MediumLogon(support, TRAITS, new FolderMedium(folder));
  }
}
