package spooler.transport.smtp.fetch;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is fetched from.
 *
 * @param host name or address, without brackets
 * @param path the folder of IMAP, or the domains of ETRN and ATRN; empty where there is none
 */
public record Source(Scheme scheme, String host, int port, String path) {
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[A-Za-z0-9]+)://(?:\\[(?<address>[0-9A-Fa-f:.%]+)]|(?<name>[^/:@\\s\\[\\]]+))"
              + "(?::(?<port>\\d{1,5}))?(?:/(?<path>[^\\s]*))?");
  private static final Pattern NODES = Pattern.compile("[@#]?[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*");
  private static final String INBOX = "INBOX";

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException in plain words
   */
  public Source {
    if (port < 1 || port > 65_535) {
      throw wrong(String.valueOf(port), "a port is 1 to 65535");
    }
    boolean asksForNodes = scheme == Scheme.ETRN || (scheme == Scheme.ATRN && !path.isEmpty());
    if (asksForNodes && !NODES.matcher(path).matches()) {
      throw wrong(path, "name the domain to ask for, as in etrn://relay.example.net/example.org");
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw wrong(path.replaceAll("\\p{Cntrl}", "?"), "leave control characters out");
    }
  }

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException in plain words
   */
  static Source of(String text) {
    Matcher url = URL.matcher(text.strip());
    if (!url.matches()) {
      throw wrong(
          text,
          text.contains("@")
              ? "leave the user out, and give it as fetchUsername"
              : "write it like imaps://mail.example.org/INBOX or pop3s://mail.example.org");
    }
    Scheme scheme = scheme(text, url.group("scheme"));
    String host = url.group("address") != null ? url.group("address") : url.group("name");
    int port = url.group("port") == null ? scheme.port() : Integer.parseInt(url.group("port"));
    return new Source(scheme, host, port, path(scheme, text, url.group("path")));
  }

  private static Scheme scheme(String text, String name) {
    return Arrays.stream(Scheme.values())
        .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> wrong(text, "begin with one of " + Scheme.all()));
  }

  private static String path(Scheme scheme, String text, @Nullable String encoded) {
    String path = encoded == null ? "" : decoded(text, encoded);
    if (scheme.isImap()) {
      return path.isEmpty() ? INBOX : path;
    }
    if (scheme.isMailbox() && !path.isEmpty()) {
      throw wrong(text, "POP3 has no folders: end it after the host");
    }
    return path;
  }

  private static String decoded(String text, String encoded) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw wrong(text, "a percent sign stands in front of two hexadecimal digits");
    }
  }

  private static IllegalArgumentException wrong(String text, String instead) {
    return new IllegalArgumentException("fetch = \"%s\": %s".formatted(text, instead));
  }

  /** Whether messages are lying there without an envelope. */
  public boolean isMailbox() {
    return scheme.isMailbox();
  }

  /** As people write it. */
  @Override
  public String toString() {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    String where = port == scheme.port() ? bracketed : bracketed + ":" + port;
    return scheme + "://" + where + (path.isEmpty() ? "" : "/" + path);
  }
}
