package spooler.conformance;

import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Whether the user asked Maven to leave tests out, so that what has run says little. */
final class Selection {
  private static final List<String> SKIPPING =
      List.of("skipTests", "skipITs", "maven.test.skip", "maven.test.skip.exec");
  private static final List<String> CHOOSING =
      List.of("test", "it.test", "groups", "excludedGroups");

  private Selection() {}

  /** The option that leaves tests out, as it was typed; Maven and its forks have it as property. */
  static Optional<String> option(Properties properties) {
    return SKIPPING.stream()
        .filter(name -> isOn(properties.getProperty(name, "false")))
        .findFirst()
        .or(() -> CHOOSING.stream().filter(properties::containsKey).findFirst())
        .map(name -> "-D" + name + value(properties.getProperty(name, "")));
  }

  private static boolean isOn(String value) {
    return value.isEmpty() || Boolean.parseBoolean(value);
  }

  private static String value(String value) {
    return value.isEmpty() || value.equals("true") ? "" : "=" + value;
  }
}
