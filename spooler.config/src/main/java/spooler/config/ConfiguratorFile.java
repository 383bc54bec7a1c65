package spooler.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.cm.json.io.ConfigurationResource;
import org.apache.felix.cm.json.io.Configurations;

/** What one file for OSGi's Configurator, {@code NAME.json}, says and what is wrong with it. */
final class ConfiguratorFile {
  private ConfiguratorFile() {}

  static boolean isOne(Path file) {
    return file.toString().endsWith(".json");
  }

  /** Everything that is wrong, one line each; none when it may be applied. */
  static List<String> problems(byte[] content, Findings findings) {
    String text = new String(content, StandardCharsets.UTF_8);
    try (BufferedReader reader = new BufferedReader(new StringReader(text))) {
      ConfigurationResource read =
          Configurations.buildReader()
              .verifyAsBundleResource(true)
              .build(reader)
              .readConfigurationResource();
      List<String> problems = new ArrayList<>();
      read.getConfigurations()
          .forEach((pid, values) -> problems.addAll(problems(pid, values, findings)));
      return problems;
    } catch (IOException malformed) {
      return List.of("cannot be read: " + malformed.getMessage());
    }
  }

  /** The same of a file, which may be unreadable. */
  static List<String> problems(Path file, Findings findings) {
    try {
      return problems(Files.readAllBytes(file), findings);
    } catch (IOException unreadable) {
      return List.of("cannot be read: " + unreadable.getMessage());
    }
  }

  private static List<String> problems(
      String pid, Hashtable<String, Object> values, Findings findings) {
    Map<String, Object> settings = new TreeMap<>(values);
    settings.keySet().removeIf(key -> key.startsWith(":configurator:"));
    return findings.in(pid.replaceFirst("~.*", ""), settings).stream()
        .map(problem -> pid + ": " + problem)
        .toList();
  }
}
