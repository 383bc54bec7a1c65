package spooler.transport.smtp;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spooler.transport.smtp.tls.Loopback;

/**
 * A relay to call.
 *
 * @param host name or address, without brackets
 */
record Relay(String host, int port) {
  private static final Pattern HOST =
      Pattern.compile("[\\p{L}\\p{N}._-]+|(?=.*:.*:)[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^]]+)](?::(\\d{1,9}))?|([^:]+):(\\d{1,9})");

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException in plain words
   */
  Relay {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "host = \"%s\": name the relay, e.g. mail.example.org".formatted(host));
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port = \"%d\": use 1 to 65535, e.g. 587".formatted(port));
    }
  }

  /**
   * Reads one or more, with commas between, each with a port of its own if it likes.
   *
   * @throws IllegalArgumentException in plain words
   */
  static List<Relay> all(String hosts, int port) {
    return Arrays.stream(hosts.strip().split("\\s*,\\s*", -1)).map(one -> of(one, port)).toList();
  }

  private static Relay of(String text, int port) {
    Matcher parts = WITH_PORT.matcher(text);
    if (!parts.matches()) {
      return new Relay(text, port);
    }
    boolean bracketed = parts.group(1) != null;
    String itsPort = parts.group(bracketed ? 2 : 4);
    return new Relay(
        parts.group(bracketed ? 1 : 3), itsPort == null ? port : Integer.parseInt(itsPort));
  }

  boolean isHere() {
    return Loopback.is(host);
  }

  /** Host and port as people write them. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
