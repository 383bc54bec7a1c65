package spooler.api;

import java.util.regex.Pattern;

/**
 * Where a message comes from or goes to (PR_ADDRTYPE and PR_EMAIL_ADDRESS).
 *
 * <p>Text of one line: an address with a control character is refused here, so that none ever
 * reaches a protocol, a log line or a file name.
 *
 * @param type address type, A-Z and 0-9 only, such as {@code SMTP} or {@code LAN}
 * @param value the address in the form its type has
 */
public record Address(String type, String value) {
  /** The address type of Internet mail. */
  public static final String SMTP = "SMTP";

  /** Longest address, in characters. */
  public static final int MAX_LENGTH = 1024;

  private static final Pattern TYPE = Pattern.compile("[A-Z0-9]{1,32}");

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException in plain words, when one cannot be used
   */
  public Address {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "address type \"%s\": use 1 to 32 capital letters and digits only, such as SMTP"
              .formatted(OneLine.of(type)));
    }
    if (value.isBlank()) {
      throw new IllegalArgumentException("an address is empty: give one such as bob@example.org");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "address \"%s\": %d characters are too many, %d are the most"
              .formatted(OneLine.of(value), value.length(), MAX_LENGTH));
    }
    refuseForbidden(value);
  }

  private static void refuseForbidden(String value) {
    for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
      int c = value.codePointAt(i);
      if (OneLine.isForbidden(c)) {
        throw new IllegalArgumentException(
            "address \"%s\": %s at position %d; write the address on one line without it"
                .formatted(OneLine.of(value), nameOf(c), i + 1));
      }
    }
  }

  /** An Internet mail address. */
  public static Address smtp(String value) {
    return new Address(SMTP, value);
  }

  /**
   * Reads {@code TYPE:address}, or an Internet mail address where there is no type in front.
   *
   * @throws IllegalArgumentException in plain words, when it is no address
   */
  public static Address parse(String text) {
    int colon = text.indexOf(':');
    if (colon > 0 && TYPE.matcher(text.substring(0, colon)).matches()) {
      return new Address(text.substring(0, colon), text.substring(colon + 1));
    }
    if (text.indexOf('@') < 1 && !text.isBlank()) {
      throw new IllegalArgumentException(
          "address \"%s\": write it as name@domain, or with its type in front as LAN:name"
              .formatted(OneLine.of(text)));
    }
    return smtp(text);
  }

  /** The address alone for Internet mail, with its type in front for any other. */
  @Override
  public String toString() {
    return type.equals(SMTP) ? value : type + ":" + value;
  }

  private static String nameOf(int c) {
    return switch (c) {
      case '\r', '\n', '\u2028', '\u2029', '\u0085' -> "a line break";
      case '\t' -> "a tab";
      default -> Character.isISOControl(c) ? "a control character" : "half a character";
    };
  }
}
