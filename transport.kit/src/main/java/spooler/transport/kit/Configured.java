package spooler.transport.kit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import spooler.api.transport.TransportProvider;

/** Reads what every configuration of a transport holds. */
public final class Configured {
  private Configured() {}

  /**
   * The service properties to start from: all that it holds but private keys (with a leading dot),
   * and the transport's name, which is the configuration's own unless set: {@code relay} of {@code
   * transport.smtp~relay}.
   *
   * @param unnamed what to call one that has no name at all
   */
  public static Map<String, Object> properties(Map<String, Object> configured, String unnamed) {
    Map<String, Object> properties = new HashMap<>();
    configured.forEach(
        (key, value) -> {
          if (!key.startsWith(".") && value != null) {
            properties.put(key, value);
          }
        });
    properties.put(TransportProvider.NAME, nameIn(configured, unnamed));
    return properties;
  }

  /** Where relative folders begin; where the process was started, unless somebody has said so. */
  public static Path home(BundleContext bundle) {
    return Path.of(Objects.requireNonNullElse(bundle.getProperty("spooler.home"), ""));
  }

  private static String nameIn(Map<String, Object> configured, String unnamed) {
    String given = String.valueOf(configured.getOrDefault(TransportProvider.NAME, "")).strip();
    if (!given.isEmpty()) {
      return given;
    }
    String pid = String.valueOf(configured.getOrDefault(Constants.SERVICE_PID, unnamed));
    return pid.substring(Math.max(pid.indexOf('~'), pid.lastIndexOf('.')) + 1);
  }
}
