package spooler.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A configuration as Configuration Admin has it.
 *
 * @param file where FileInstall read it; null when it came from elsewhere
 * @param values what may be written in a file; placeholders of secrets are still that
 */
record Stored(@Nullable Path file, Map<String, Object> values) {
  /** FileInstall's own setting: the file that it read. */
  private static final String FILE = "felix.fileinstall.filename";

  /** What the framework sets. */
  private static final Set<String> NOT_WRITTEN =
      Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, FILE);

  /** The configurations in which something has that value. */
  static List<Configuration> with(String key, Object value, ConfigurationAdmin configurations)
      throws IOException {
    String escaped = value.toString().replaceAll("([\\\\()*])", "\\\\$1");
    return list("(%s=%s)".formatted(key, escaped), configurations);
  }

  /** What was told from a file, right or wrong by now. */
  static List<Configuration> from(Path file, ConfigurationAdmin configurations) throws IOException {
    return with(FILE, file.toFile().toURI(), configurations);
  }

  /** All there are. */
  static List<Configuration> all(ConfigurationAdmin configurations) throws IOException {
    return list(null, configurations);
  }

  private static List<Configuration> list(
      @Nullable String filter, ConfigurationAdmin configurations) throws IOException {
    try {
      Configuration[] found = configurations.listConfigurations(filter);
      return found == null ? List.of() : List.of(found);
    } catch (InvalidSyntaxException mistake) {
      throw new IllegalStateException(mistake);
    }
  }

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
