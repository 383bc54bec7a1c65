package spooler.transport.kit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import spooler.api.transport.TransportProvider;

/**
 * The service of one configured transport: the transport itself or, where its configuration is
 * wrong, one that says so in the status table.
 *
 * <p><b>Threads:</b> any, one at a time. It locks nothing while the framework tells others.
 */
public final class Registration {
  private final ServiceRegistration<TransportProvider> service;

  private Registration(ServiceRegistration<TransportProvider> service) {
    this.service = service;
  }

  /**
   * Registers it.
   *
   * @param log is told what is wrong
   * @param transport null when the configuration is wrong
   * @param problem what is wrong; of no account where nothing is
   * @param properties of the service, the transport's name among them
   */
  public static Registration of(
      BundleContext bundle,
      Logger log,
      @Nullable TransportProvider transport,
      String problem,
      Map<String, Object> properties) {
    TransportProvider provider = transport;
    if (provider == null) {
      log.log(Level.WARNING, "transport {0}: {1}", properties.get(TransportProvider.NAME), problem);
      provider = new MisconfiguredTransport(problem);
    }
    return new Registration(
        bundle.registerService(TransportProvider.class, provider, asDictionary(properties)));
  }

  /** The same transport has other properties from now on: a new ranking re-orders the profile. */
  public void change(Map<String, Object> properties) {
    service.setProperties(asDictionary(properties));
  }

  /** Takes it out of service; returns when the spooler has let go of it. */
  public void withdraw() {
    service.unregister();
  }

  @SuppressWarnings(
      "JdkObsolete") // the framework takes no other; its own way from a map came with R8
  private static Dictionary<String, ?> asDictionary(Map<String, Object> properties) {
    return new Hashtable<>(properties);
  }
}
