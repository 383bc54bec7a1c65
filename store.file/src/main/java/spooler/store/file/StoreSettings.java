package spooler.store.file;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code etc/store.file.cfg} of a spooler says, read without a framework.
 *
 * @param folder the spool folder
 * @param size of its parts
 */
record StoreSettings(Path folder, StoreSize size) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  /**
   * Reads the file; what it does not say is as usual.
   *
   * @param properties for <code>${KEY}</code> in it
   * @throws IllegalArgumentException when a value cannot be used
   */
  static StoreSettings of(Path home, Map<String, String> properties) throws IOException {
    Properties settings = new Properties();
    Path file = home.resolve("etc/store.file.cfg");
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        settings.load(in);
      }
    }
    String directory = filled(settings.getProperty("directory", "var/spool"), home, properties);
    HistoryLimits history =
        HistoryLimits.of(
            number(settings, "historyDays", HistoryLimits.USUAL_DAYS),
            number(settings, "historyMiB", HistoryLimits.USUAL_MIB));
    return new StoreSettings(
        FileStore.folder(home.toString(), directory),
        StoreSize.of(FileStore.segmentBytes(number(settings, "segmentMiB", 64))).keeping(history));
  }

  private static int number(Properties settings, String key, int usual) {
    return Integer.parseInt(settings.getProperty(key, String.valueOf(usual)).strip());
  }

  private static String filled(String text, Path home, Map<String, String> properties) {
    return VARIABLE
        .matcher(text.strip())
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), home, properties)));
  }

  private static String value(String key, Path home, Map<String, String> properties) {
    return key.equals("spooler.home") ? home.toString() : properties.getOrDefault(key, "");
  }
}
