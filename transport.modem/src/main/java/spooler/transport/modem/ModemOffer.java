package spooler.transport.modem;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import spooler.api.Address;
import spooler.api.mapi.ResourceMethod;
import spooler.api.transport.TransportProvider;
import spooler.transport.kit.Configured;
import spooler.transport.kit.Setting;

/**
 * What one configuration asks for: a transport, and the properties of its service.
 *
 * @param settings null when the configuration is wrong
 * @param problem what is wrong with it; empty when nothing is
 * @param properties of the service, typed whatever the configuration holds
 */
record ModemOffer(
    @Nullable ModemSettings settings, String problem, Map<String, Object> properties) {
  /**
   * Reads a configuration; a wrong one is an offer too.
   *
   * @param home where relative folders begin
   */
  static ModemOffer of(ModemConfig config, Map<String, Object> configured, Path home) {
    Map<String, Object> properties = Configured.properties(configured, "modem");
    properties.put(TransportProvider.ADDRESS_TYPES, new String[] {Address.SMTP});
    properties.put(
        TransportProvider.METHODS,
        new String[] {ResourceMethod.VALIDATE_STATE.name(), ResourceMethod.FLUSH_QUEUES.name()});
    properties.put(TransportProvider.HONOURS_NO_UI, false);
    properties.put(TransportProvider.LANES, 1);
    properties.put(TransportProvider.ON_DEMAND, true);
    properties.put(TransportProvider.BY_GRADE, true);
    properties.put(Constants.SERVICE_RANKING, 0);
    try {
      String name = String.valueOf(properties.get(TransportProvider.NAME));
      ModemSettings settings = ModemSettings.of(config, name, home);
      properties.put(
          Constants.SERVICE_RANKING,
          Setting.read(Constants.SERVICE_RANKING, "100", config::service_ranking));
      properties.put(TransportProvider.LANES, settings.lanes());
      properties.put(TransportProvider.RESOURCE, settings.resource());
      properties.put(TransportProvider.HONOURS_NO_UI, !settings.login().asks());
      properties.put(TransportProvider.ON_DEMAND, settings.onDemand());
      return new ModemOffer(settings, "", properties);
    } catch (IllegalArgumentException wrong) {
      return new ModemOffer(null, String.valueOf(wrong.getMessage()), properties);
    }
  }

  /** Whether the transport is the same, and at most the properties differ. */
  boolean isSameTransport(ModemOffer other) {
    return settings != null && settings.equals(other.settings) && name().equals(other.name());
  }

  String name() {
    return String.valueOf(properties.get(TransportProvider.NAME));
  }
}
