package spooler.transport.smtp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the relay offers in its answer to EHLO (RFC 5321, 4.1.1.1).
 *
 * @param offers keywords in capitals, each with what follows it
 */
record Capabilities(Map<String, String> offers) {
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,18})(?!\\S)");

  /** Of a relay that knows HELO only. */
  static final Capabilities NONE = new Capabilities(Map.of());

  Capabilities {
    offers = Map.copyOf(offers);
  }

  /** Reads the reply to EHLO; what it does not know it passes over. */
  static Capabilities of(Reply ehlo) {
    Map<String, String> offers = new LinkedHashMap<>();
    List<String> lines = ehlo.lines().subList(1, ehlo.lines().size()); // the first is a greeting
    for (String line : lines) {
      String[] words = line.toUpperCase(Locale.ROOT).split("[\\s=]+", 2); // AUTH=PLAIN is old style
      offers.merge(words[0], words.length > 1 ? words[1] : "", (one, more) -> one + " " + more);
    }
    return new Capabilities(offers);
  }

  /** Several commands at once (RFC 2920). */
  boolean pipelining() {
    return offers.containsKey("PIPELINING");
  }

  /** Bodies with 8-bit octets (RFC 6152). */
  boolean eightBitMime() {
    return offers.containsKey("8BITMIME");
  }

  /** Addresses beyond ASCII (RFC 6531). */
  boolean smtpUtf8() {
    return offers.containsKey("SMTPUTF8");
  }

  /** Encryption (RFC 3207). */
  boolean startTls() {
    return offers.containsKey("STARTTLS");
  }

  /** Reports on delivery (RFC 3461). */
  boolean dsn() {
    return offers.containsKey("DSN");
  }

  /** Messages in chunks (RFC 3030). */
  boolean chunking() {
    return offers.containsKey("CHUNKING");
  }

  /** Bodies of any octets, in chunks (RFC 3030). */
  boolean binaryMime() {
    return chunking() && offers.containsKey("BINARYMIME");
  }

  /** Whether MAIL takes the size (RFC 1870). */
  boolean size() {
    return offers.containsKey("SIZE");
  }

  /** Largest message it takes, octets; 0 for not said. */
  long maxSize() {
    Matcher said = NUMBER.matcher(offers.getOrDefault("SIZE", ""));
    return said.lookingAt() ? Long.parseLong(said.group(1)) : 0;
  }

  /** A limit that it says (RFC 9422), such as {@code RCPTMAX}; 0 for not said. */
  int limit(String name) {
    if (!offers.containsKey("LIMITS")) {
      return 0;
    }
    Matcher said =
        Pattern.compile("\\b" + name + "=([1-9]\\d{0,8})\\b")
            .matcher(offers.getOrDefault("LIMITS", ""));
    return said.find() ? Integer.parseInt(said.group(1)) : 0;
  }

  /** Whether a message of so many octets is more than the relay takes. */
  boolean isTooBig(long octets) {
    long most = maxSize();
    return most > 0 && octets > most;
  }

  /** Names of the ways to sign in (RFC 4954). */
  Set<String> signIns() {
    Set<String> names = new TreeSet<>(Arrays.asList(offers.getOrDefault("AUTH", "").split("\\s+")));
    names.remove("");
    return names;
  }
}
