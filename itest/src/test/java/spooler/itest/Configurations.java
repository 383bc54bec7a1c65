package spooler.itest;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import spooler.api.transport.TransportProvider;

/** Writes configurations, for whichever bundle asks for them. */
final class Configurations {
  private static final String ANY_BUNDLE = "?";

  private final ConfigurationAdmin admin;

  Configurations(BundleContext context) {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    this.admin = context.getService(reference);
  }

  /** The only configuration of that pid. */
  void set(String pid, Map<String, Object> values) throws IOException {
    admin.getConfiguration(pid, ANY_BUNDLE).update(FrameworkUtil.asDictionary(values));
  }

  /** A relay on this computer; sends only when asked to. */
  Configuration relay(String name, int port, int ranking) throws IOException {
    return relay(name, Map.of("port", port, "service.ranking", ranking));
  }

  /** A relay on this computer with these settings besides; sends only when asked to. */
  Configuration relay(String name, Map<String, ?> settings) throws IOException {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "host",
                "127.0.0.1",
                "retryAfterSeconds",
                1L,
                TransportProvider.NAME,
                name,
                TransportProvider.ON_DEMAND,
                true));
    all.putAll(settings);
    return instance("transport.smtp", name, all);
  }

  /** One of several configurations of a factory. */
  Configuration instance(String factory, String name, Map<String, Object> values)
      throws IOException {
    Configuration configuration = admin.getFactoryConfiguration(factory, name, ANY_BUNDLE);
    configuration.update(FrameworkUtil.asDictionary(values));
    return configuration;
  }
}
