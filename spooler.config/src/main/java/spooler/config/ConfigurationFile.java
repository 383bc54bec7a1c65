package spooler.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.felix.cm.file.ConfigurationHandler;

/**
 * One configuration as its file has it: {@code PID.cfg} in the words of java.util.Properties, or
 * {@code PID.config} in those of Felix, with types; {@code PID-NAME} for one of several.
 *
 * @param pid whose it is; that of the factory, for one of several
 * @param values as they are written, placeholders and all
 */
record ConfigurationFile(Path path, String pid, Map<String, Object> values) {
  /** Copies the values. */
  ConfigurationFile {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Whether a file of that name is one. */
  static boolean isOne(Path path) {
    return path.toString().endsWith(".cfg") || path.toString().endsWith(".config");
  }

  /**
   * Reads it.
   *
   * @throws IOException also when it is not written in the way its name promises
   */
  static ConfigurationFile read(Path path) throws IOException {
    boolean typed = path.toString().endsWith(".config");
    return new ConfigurationFile(path, pid(path), typed ? typed(path) : plain(path));
  }

  /** As FileInstall takes a name apart. */
  static String pid(Path path) {
    String file = String.valueOf(path.getFileName());
    String stem = file.substring(0, file.lastIndexOf('.'));
    int instance = stem.indexOf('~') > 0 ? stem.indexOf('~') : stem.indexOf('-');
    return instance > 0 ? stem.substring(0, instance) : stem;
  }

  /** The name of one of several, such as {@code relay} of {@code transport.smtp-relay.cfg}. */
  static String name(Path path) {
    String file = String.valueOf(path.getFileName());
    String stem = file.substring(0, file.lastIndexOf('.'));
    String pid = pid(path);
    return stem.equals(pid)
        ? pid.substring(pid.lastIndexOf('.') + 1)
        : stem.substring(pid.length() + 1);
  }

  private static Map<String, Object> plain(Path path) throws IOException {
    Properties read = new Properties();
    try (Reader text = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      read.load(text);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("a \\u must have four hexadecimal digits behind it", malformed);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    read.stringPropertyNames().forEach(key -> values.put(key, read.getProperty(key)));
    return values;
  }

  private static Map<String, Object> typed(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      Map<String, Object> values = new LinkedHashMap<>();
      Dictionary<?, ?> read = ConfigurationHandler.read(in);
      for (Object key : Collections.list(read.keys())) {
        values.put(String.valueOf(key), read.get(key));
      }
      return values;
    }
  }
}
