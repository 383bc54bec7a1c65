package spooler.transport.smtp.tls;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** When a connection is encrypted. */
public enum TlsMode {
  /** By STARTTLS, and verified; without it nothing is sent. */
  REQUIRED,
  /** From the first octet on, and verified, as on port 465 (RFC 8314). */
  IMPLICIT,
  /** By STARTTLS where it is offered, with anybody; else not (RFC 7435). */
  OPPORTUNISTIC,
  /** Never. */
  NONE;

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException in plain words
   */
  public static TlsMode of(String text) {
    String word = text.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(mode -> mode.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tls = \"%s\": use one of %s".formatted(text, allNames())));
  }

  /** Whether it is made sure who is at the other end. */
  public boolean verifies() {
    return this == REQUIRED || this == IMPLICIT;
  }

  private static String allNames() {
    return Arrays.stream(values())
        .map(mode -> mode.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
