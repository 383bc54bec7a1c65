package spooler.transport.smtp.fetch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The argument of MAIL or RCPT (RFC 5321, 4.1.1).
 *
 * @param address without a source route; empty for the null path
 * @param parameters by their names in capitals
 */
record PathArgument(String address, Map<String, String> parameters) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?i)[a-z]{4} (?<word>[a-z]+): ?<(?:@[^:<>\\s]*:)?"
              + "(?<address>(?:\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[ -~])*\"|[^<>\"\\s\\p{Cntrl}])*)>"
              + "(?<parameters>(?: +[^\\s]+)*) *");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  PathArgument {
    parameters = Map.copyOf(parameters);
  }

  /** Reads it; null when it is none. */
  static @Nullable PathArgument of(String command, String word) {
    Matcher form = FORM.matcher(command);
    if (!form.matches() || !form.group("word").equalsIgnoreCase(word)) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : form.group("parameters").strip().split(" +", -1)) {
      String[] parts = each.split("=", 2);
      if (!parts[0].isEmpty()) {
        parameters.put(parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
      }
    }
    return new PathArgument(form.group("address"), parameters);
  }

  /** How long the message is said to be; 0 where nothing is said. */
  long size() {
    String said = parameters.getOrDefault("SIZE", "");
    return NUMBER.matcher(said).matches() ? Long.parseLong(said) : 0;
  }
}
