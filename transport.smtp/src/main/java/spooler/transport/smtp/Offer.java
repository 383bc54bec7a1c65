package spooler.transport.smtp;

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
 * @param setup what the transport is to do; null when the configuration is wrong
 * @param encryption how; null when the configuration is wrong
 * @param problem what is wrong with them; empty when nothing is
 * @param properties of the service, typed whatever the configuration holds
 */
record Offer(
    @Nullable Setup setup,
    @Nullable Encryption encryption,
    String problem,
    Map<String, Object> properties) {
  /**
   * Reads a configuration; a wrong one is an offer too.
   *
   * @param home where relative folders begin
   */
  static Offer of(SmtpConfig config, Map<String, Object> configured, Path home) {
    Map<String, Object> properties = Configured.properties(configured, "smtp");
    properties.put(TransportProvider.ADDRESS_TYPES, new String[] {Address.SMTP});
    properties.put(
        TransportProvider.METHODS,
        new String[] {ResourceMethod.VALIDATE_STATE.name(), ResourceMethod.FLUSH_QUEUES.name()});
    properties.put(TransportProvider.HONOURS_NO_UI, true);
    properties.put(TransportProvider.LANES, 1);
    properties.put(TransportProvider.ON_DEMAND, false);
    properties.put(Constants.SERVICE_RANKING, 0);
    try {
      Setup setup = Setup.of(config, home);
      properties.put(
          Constants.SERVICE_RANKING,
          Setting.read(Constants.SERVICE_RANKING, "100", config::service_ranking));
      properties.put(TransportProvider.LANES, setup.lanes());
      properties.put(TransportProvider.ON_DEMAND, setup.onDemand());
      if (setup.sending() == null) {
        properties.put(TransportProvider.ADDRESS_TYPES, new String[0]);
      }
      return new Offer(setup, Encryption.of(setup), "", properties);
    } catch (IllegalArgumentException wrong) {
      return new Offer(null, null, String.valueOf(wrong.getMessage()), properties);
    }
  }

  /** Whether the transport is the same, and at most the properties differ. */
  boolean isSameTransport(Offer other) {
    return setup != null && setup.equals(other.setup) && name().equals(other.name());
  }

  String name() {
    return String.valueOf(properties.get(TransportProvider.NAME));
  }
}
