package spooler.core.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * One part of a report, ready to be written (RFC 2046, 5.1).
 *
 * @param type content type, with its parameters
 * @param encoding content transfer encoding
 * @param octets the content in that encoding, one character for each octet
 */
record Part(String type, String encoding, String octets) {

  /** Octets as they are, declared as what they are. */
  static Part asItIs(String type, String octets) {
    return new Part(type, SafeText.isAscii(octets) ? "7bit" : "8bit", octets);
  }

  /** In seven bits, whatever it has: for types that may be encoded (RFC 2045, 6.4). */
  static Part sevenBit(String type, String octets) {
    return SafeText.isAscii(octets)
        ? asItIs(type, octets)
        : new Part(
            type, "base64", Base64.getMimeEncoder().encodeToString(octets.getBytes(ISO_8859_1)));
  }

  /** Text as the octets of its UTF-8. */
  static String octets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  boolean isEightBit() {
    return encoding.equals("8bit");
  }

  @Override
  public String toString() {
    return "Content-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s"
        .formatted(type, encoding, octets);
  }
}
