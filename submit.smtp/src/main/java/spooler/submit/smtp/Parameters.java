package spooler.submit.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands behind a path: {@code KEY} or {@code KEY=value} (RFC 5321 section 4.1.2). */
record Parameters(Map<String, String> values) {
  private static final Pattern KEY = Pattern.compile("[A-Z0-9][A-Z0-9-]*");
  private static final Pattern VALUE = Pattern.compile("[^\\s=\\p{Cntrl}]+");
  private static final Pattern XTEXT =
      Pattern.compile("(?:[!-*,-<>-~]|\\+[2-7][0-9A-F])*", Pattern.CASE_INSENSITIVE);

  /** Copies the map. */
  Parameters {
    values = Map.copyOf(values);
  }

  /**
   * Reads them.
   *
   * @param known the keys there are; any other is refused with 555
   */
  static Parameters parse(String text, Set<String> known) throws RefusedException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" +", -1)) {
      int sign = word.indexOf('=');
      String key = (sign < 0 ? word : word.substring(0, sign)).toUpperCase(Locale.ROOT);
      String value = sign < 0 ? "" : word.substring(sign + 1);
      if (!KEY.matcher(key).matches() || (sign >= 0 && !isValue(value))) {
        throw wrong(word);
      }
      if (!known.contains(key)) {
        throw new RefusedException(555, "5.5.4", "there is no parameter " + key);
      }
      if (values.put(key, value) != null) {
        throw wrong(key + " twice");
      }
    }
    return new Parameters(values);
  }

  /** In ORCPT an equals sign occurs though it should not. */
  private static boolean isValue(String value) {
    return VALUE.matcher(value.replace("=", "+3D")).matches();
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value of a parameter that has one of these, in any case; empty without it. */
  Optional<String> oneOf(String key, Set<String> allowed) throws RefusedException {
    Optional<String> value = get(key).map(text -> text.toUpperCase(Locale.ROOT));
    if (value.isPresent() && !allowed.contains(value.get())) {
      throw wrong(key + "=" + value.get());
    }
    return value;
  }

  /**
   * Refuses a value that is no xtext (RFC 3461 section 4), or that hides a control character in it.
   */
  void requireXtext(String key, int longest) throws RefusedException {
    String value = get(key).orElse("");
    if (has(key)
        && (value.isEmpty() || value.length() > longest || !XTEXT.matcher(value).matches())) {
      throw wrong(key);
    }
  }

  static RefusedException wrong(String what) {
    return new RefusedException(501, "5.5.4", "cannot read the parameter " + what);
  }
}
