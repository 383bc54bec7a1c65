package spooler.core.osgi;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.TransportProvider;
import spooler.core.transports.ProviderSource;

/**
 * A provider that is a service. Getting a service may run its bundle's code, a component's
 * constructor for example: not on the thread that tells of the service, where a hang would hold up
 * whoever starts bundles.
 *
 * <p><b>Threads:</b> any, without a lock; a service got after the release is let go at once.
 */
final class ServiceProvider implements ProviderSource {
  private static final Object RELEASED = new Object();

  private final BundleContext context;
  private final ServiceReference<TransportProvider> reference;
  private final AtomicReference<@Nullable Object> got = new AtomicReference<>();

  ServiceProvider(BundleContext context, ServiceReference<TransportProvider> reference) {
    this.context = context;
    this.reference = reference;
  }

  @Override
  public TransportProvider get() throws MapiException {
    if (got.get() instanceof TransportProvider known) {
      return known;
    }
    TransportProvider provider = context.getService(reference);
    if (provider == null) {
      throw new MapiException(
          HResult.MAPI_E_LOGON_FAILED,
          "its service did not come up: the log of bundle %s says why"
              .formatted(reference.getBundle()));
    }
    if (!got.compareAndSet(null, provider)) {
      context.ungetService(reference);
      throw new MapiException(HResult.MAPI_E_LOGON_FAILED, "it left before it came up");
    }
    return provider;
  }

  @Override
  public void release() {
    if (got.getAndSet(RELEASED) instanceof TransportProvider) {
      context.ungetService(reference);
    }
  }
}
