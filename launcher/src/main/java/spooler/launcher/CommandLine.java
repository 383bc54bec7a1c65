package spooler.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was typed: options of the launcher, then a verb, then the verb's own arguments.
 *
 * @param root folder of the spooler's own files; null for the distribution's
 * @param properties for the framework
 * @param verb empty when none was typed
 * @param arguments of the verb
 */
record CommandLine(
    @Nullable Path root, Map<String, String> properties, String verb, List<String> arguments) {
  static final String HELP = "--help";
  static final String VERSION = "--version";

  /**
   * Takes the command line apart.
   *
   * @param root what to use when it names no home
   */
  static CommandLine parse(List<String> typed, @Nullable Path root) throws UsageException {
    Deque<String> words = new ArrayDeque<>(typed);
    Map<String, String> properties = new HashMap<>();
    while (!words.isEmpty() && words.peek().startsWith("-")) {
      String option = words.remove();
      switch (option) {
        case HELP, "-h" -> {
          return new CommandLine(root, properties, HELP, List.of());
        }
        case VERSION -> {
          return new CommandLine(root, properties, VERSION, List.of());
        }
        case "--home" -> root = Path.of(valueOf(option, "a folder", words));
        case "--set" -> set(properties, valueOf(option, "key=value", words));
        default ->
            throw new UsageException("unknown option %s: see spooler --help".formatted(option));
      }
    }
    String verb = words.isEmpty() ? "" : words.remove();
    return new CommandLine(root, Map.copyOf(properties), verb, List.copyOf(words));
  }

  private static String valueOf(String option, String what, Deque<String> words)
      throws UsageException {
    String value = words.poll();
    if (value == null || value.isEmpty()) {
      throw new UsageException("%s: name %s after it".formatted(option, what));
    }
    return value;
  }

  private static void set(Map<String, String> properties, String text) throws UsageException {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageException("--set %s: write it as key=value".formatted(text));
    }
    properties.put(text.substring(0, equals), text.substring(equals + 1));
  }
}
