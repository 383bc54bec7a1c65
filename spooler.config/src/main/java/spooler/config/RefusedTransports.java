package spooler.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.TransportProvider;

/**
 * Transports that are not there, because their first configuration file is refused: each has a
 * service that stands in for it, so that the status table says why. Where there is a last good
 * configuration, its transport runs on and needs nobody to stand in.
 *
 * <p><b>Threads:</b> any; what concerns one file comes from one thread at a time.
 */
final class RefusedTransports {
  private static final Logger LOG = System.getLogger("spooler.config");

  private final BundleContext context;
  private final ConfigurationAdmin configurations;
  private final ConcurrentMap<Path, ServiceRegistration<?>> shown = new ConcurrentHashMap<>();

  RefusedTransports(BundleContext context, ConfigurationAdmin configurations) {
    this.context = context;
    this.configurations = configurations;
  }

  /** Shows that one, with the reason, unless it runs with what it was told before. */
  void show(Path file, String reason) {
    hide(file);
    if (!isConfigured(file)) {
      shown.put(file, standIn(ConfigurationFile.name(file), file + " is not applied: " + reason));
    }
  }

  /** It is refused no longer, or gone. */
  void hide(Path file) {
    ServiceRegistration<?> standIn = shown.remove(file);
    if (standIn != null) {
      standIn.unregister();
    }
  }

  private boolean isConfigured(Path file) {
    try {
      return !Stored.from(file, configurations).isEmpty();
    } catch (IOException unknown) {
      LOG.log(Level.WARNING, "whether {0} was applied before is unknown: {1}", file, unknown);
      return true;
    }
  }

  @SuppressWarnings(
      "JdkObsolete") // the framework takes no other; its own way from a map came with R8
  private ServiceRegistration<?> standIn(String name, String reason) {
    TransportProvider refused =
        (support, request) -> {
          throw new MapiException(HResult.MAPI_E_UNCONFIGURED, reason);
        };
    return context.registerService(
        TransportProvider.class,
        refused,
        new Hashtable<>(
            Map.of(
                TransportProvider.NAME,
                name,
                TransportProvider.METHODS,
                "VALIDATE_STATE",
                TransportProvider.ON_DEMAND,
                true,
                TransportProvider.PREFER_LAST,
                true)));
  }
}
