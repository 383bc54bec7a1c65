package spooler.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value with each <code>${name}</code> replaced, as FileInstall does it: by a property of the
 * framework, or with <code>env:</code> before it by a variable of the environment.
 *
 * @param text the value
 * @param unknown the first name that nothing is known by, for which FileInstall puts nothing
 */
record Placeholders(String text, Optional<String> unknown) {
  private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)\\}");

  static Placeholders in(String written, Function<String, @Nullable String> properties) {
    Matcher names = NAME.matcher(written);
    StringBuilder text = new StringBuilder();
    String unknown = null;
    while (names.find()) {
      String value = properties.apply(names.group(1));
      if (value == null && unknown == null) {
        unknown = names.group(1);
      }
      names.appendReplacement(text, Matcher.quoteReplacement(value == null ? "" : value));
    }
    return new Placeholders(names.appendTail(text).toString(), Optional.ofNullable(unknown));
  }
}
