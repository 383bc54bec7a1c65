package spooler.transport.smtp;

import java.nio.charset.StandardCharsets;

/** Text in a parameter of a command (RFC 3461, 4). */
final class Xtext {
  private Xtext() {}

  /** Every octet but printable ASCII, and {@code +} and {@code =}, as plus and two digits. */
  static String of(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet <= '~' && octet != '+' && octet != '=') {
        encoded.append((char) octet);
      } else {
        encoded.append("+%02X".formatted(octet & 0xFF));
      }
    }
    return encoded.toString();
  }

  /**
   * An address as {@code utf-8-addr-xtext}: what is not plain goes as {@code \x{hex}} (RFC 6533).
   */
  static String ofInternational(String address) {
    StringBuilder encoded = new StringBuilder();
    address
        .codePoints()
        .forEach(
            c -> {
              if (c > ' ' && c <= '~' && c != '+' && c != '=' && c != '\\') {
                encoded.appendCodePoint(c);
              } else {
                encoded.append("\\x{%X}".formatted(c));
              }
            });
    return encoded.toString();
  }
}
