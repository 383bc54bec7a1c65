package spooler.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/** What kind of value a setting takes, in words, and how such a value is written. */
enum Kind {
  WHOLE_NUMBER("a whole number", "[+-]?[0-9]{1,18}"),
  NUMBER("a number", "[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?"),
  TRUTH("true or false", "(?i)true|false"),
  TEXT("text", "(?s).*");

  private final String words;
  private final Pattern form;

  Kind(String words, String form) {
    this.words = words;
    this.form = Pattern.compile(form);
  }

  static Kind of(AttributeDefinition setting) {
    return switch (setting.getType()) {
      case AttributeDefinition.INTEGER,
          AttributeDefinition.LONG,
          AttributeDefinition.SHORT,
          AttributeDefinition.BYTE ->
          WHOLE_NUMBER;
      case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> NUMBER;
      case AttributeDefinition.BOOLEAN -> TRUTH;
      default -> TEXT;
    };
  }

  /** What is allowed, when the value is not; empty when it is. */
  Optional<String> refuse(String value, AttributeDefinition setting) {
    String @Nullable [] options = setting.getOptionValues();
    if (!form.matcher(value).matches()) {
      return Optional.of(words);
    }
    if (options != null && options.length > 0) {
      boolean known = value.isEmpty() || Arrays.stream(options).anyMatch(value::equalsIgnoreCase);
      return known ? Optional.empty() : Optional.of("one of " + String.join(", ", options));
    }
    String verdict = this == TEXT ? null : setting.validate(value);
    return verdict == null || verdict.isEmpty()
        ? Optional.empty()
        : Optional.of(words + " within its limits");
  }
}
