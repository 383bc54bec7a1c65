package spooler.transport.smtp;

import java.util.List;
import java.util.Locale;

/**
 * What the relay offers in its answer to EHLO (RFC 5321, 4.1.1.1).
 *
 * @param pipelining several commands at once (RFC 2920)
 * @param eightBitMime bodies with 8-bit octets (RFC 6152)
 * @param smtpUtf8 addresses beyond ASCII (RFC 6531)
 * @param size whether MAIL takes the size (RFC 1870)
 * @param maxSize largest message it takes, octets; 0 for not said
 */
record Capabilities(
    boolean pipelining, boolean eightBitMime, boolean smtpUtf8, boolean size, long maxSize) {
  /** Of a relay that knows HELO only. */
  static final Capabilities NONE = new Capabilities(false, false, false, false, 0);

  /** Reads the reply to EHLO; what it does not know it passes over. */
  static Capabilities of(Reply ehlo) {
    boolean pipelining = false;
    boolean eightBitMime = false;
    boolean smtpUtf8 = false;
    boolean size = false;
    long maxSize = 0;
    List<String> offers = ehlo.lines().subList(1, ehlo.lines().size()); // the first is a greeting
    for (String offer : offers) {
      String[] words = offer.toUpperCase(Locale.ROOT).split("\\s+", 3);
      switch (words[0]) {
        case "PIPELINING" -> pipelining = true;
        case "8BITMIME" -> eightBitMime = true;
        case "SMTPUTF8" -> smtpUtf8 = true;
        case "SIZE" -> {
          size = true;
          maxSize = words.length > 1 ? octets(words[1]) : 0;
        }
        default -> {}
      }
    }
    return new Capabilities(pipelining, eightBitMime, smtpUtf8, size, maxSize);
  }

  /** Whether a message of so many octets is more than the relay takes. */
  boolean isTooBig(long octets) {
    return maxSize > 0 && octets > maxSize;
  }

  private static long octets(String digits) {
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
