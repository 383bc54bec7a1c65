package spooler.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A configuration as Configuration Admin has it.
 *
 * @param file where FileInstall read it; null when it came from elsewhere
 * @param values what may be written in a file; placeholders of secrets are still that
 */
record Stored(@Nullable Path file, Map<String, Object> values) {
  private static final String FILE = "felix.fileinstall.filename";

  /** What the framework sets. */
  private static final Set<String> NOT_WRITTEN =
      Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, FILE);

  static Stored of(Configuration configuration) {
    Dictionary<String, Object> properties = configuration.getProperties();
    if (properties == null) {
      return new Stored(null, Map.of());
    }
    Map<String, Object> values = new HashMap<>();
    for (String key : Collections.list(properties.keys())) {
      values.put(key, properties.get(key));
    }
    Object file = values.get(FILE);
    values.keySet().removeAll(NOT_WRITTEN);
    return new Stored(file == null ? null : Path.of(URI.create(file.toString())), values);
  }
}
