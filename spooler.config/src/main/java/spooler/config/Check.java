package spooler.config;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * Compares a configuration with its {@link Schema}. What it says of a value never repeats one whose
 * key begins with a dot, nor one of a key that nobody knows: it may be a secret.
 */
final class Check {
  /** What every transport's service may have, whatever its bundle knows of it. */
  private static final Set<String> GENERAL =
      Set.of("spooler.transport.prefer.last", "spooler.transport.service");

  private final Function<String, @Nullable String> properties;
  private final Secrets secrets;

  /** With these properties for <code>${name}</code>. */
  Check(Function<String, @Nullable String> properties, Secrets secrets) {
    this.properties = properties;
    this.secrets = secrets;
  }

  /** Everything that is wrong, one line each; none when it may be applied. */
  List<String> problems(Map<String, Object> values, @Nullable Schema schema) {
    List<String> problems = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          for (String one : each(value)) {
            problems.addAll(secrets.problems(key, one));
            if (schema != null && !isGeneral(key)) {
              problem(key, one, schema).ifPresent(problems::add);
            }
          }
        });
    return problems;
  }

  /** Keys of the framework's own, which every configuration may have. */
  private static boolean isGeneral(String key) {
    return GENERAL.contains(key)
        || key.startsWith("service.")
        || key.startsWith("felix.fileinstall.")
        || key.startsWith("component.")
        || key.endsWith(".target");
  }

  private static List<String> each(Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    if (value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(index -> String.valueOf(Array.get(value, index)))
          .toList();
    }
    return List.of(String.valueOf(value));
  }

  private Optional<String> problem(String key, String written, Schema schema) {
    AttributeDefinition setting = schema.settings().get(key);
    if (setting == null) {
      String instead =
          Nearest.to(key, schema.settings().keySet())
              .map(near -> "did you mean " + near + "?")
              .orElse("there are " + String.join(", ", schema.keys()));
      return Optional.of("%s: there is no such setting; %s".formatted(key, instead));
    }
    if (written.contains("$[")) {
      return Optional.empty(); // known only when it is put in
    }
    Placeholders value = Placeholders.in(written, properties);
    return value
        .unknown()
        .map(name -> "%s = %s: nothing by the name of %s is set".formatted(key, written, name))
        .or(() -> wrong(key, value.text(), setting));
  }

  private static Optional<String> wrong(String key, String value, AttributeDefinition setting) {
    boolean secret = key.startsWith(".") || setting.getType() == AttributeDefinition.PASSWORD;
    return Kind.of(setting)
        .refuse(value.strip(), setting)
        .map(
            allowed ->
                "%s%s: must be %s (%s)"
                    .formatted(
                        key, secret ? "" : " = " + value, allowed, setting.getDescription()));
  }
}
