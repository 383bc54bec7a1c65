package spooler.submit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A reverse-path or forward-path and the parameters behind it (RFC 5321 section 4.1.2, RFC 6531).
 *
 * <p>What is taken here can stand in any command, header and file name: it has no control
 * character, no blank outside quotes, and angle brackets only inside quotes.
 *
 * @param address without the angle brackets; empty for the null reverse-path
 * @param parameters what follows
 */
record MailPath(String address, String parameters) {
  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST = 320;

  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10ffff}-]+";
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*\"";
  private static final Pattern LOCAL_PART =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*|" + QUOTED);
  private static final String LABEL =
      "[A-Za-z0-9_\\x{80}-\\x{10ffff}](?:[A-Za-z0-9_\\x{80}-\\x{10ffff}-]*"
          + "[A-Za-z0-9_\\x{80}-\\x{10ffff}])?";
  private static final Pattern DOMAIN =
      Pattern.compile(LABEL + "(?:\\." + LABEL + ")*|\\[(?:IPv6:)?[0-9A-Fa-f:.]+]");
  private static final Pattern ROUTE =
      Pattern.compile("@" + LABEL + "(?:\\." + LABEL + ")*(?:,@[^,:@ ]+)*:");

  /**
   * Reads what follows {@code MAIL} or {@code RCPT}.
   *
   * @param keyword {@code FROM:} or {@code TO:}
   * @param status enhanced code of an address that is none
   */
  static MailPath parse(String argument, String keyword, String status) throws RefusedException {
    if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
      throw syntax(keyword);
    }
    String text = Command.trimmed(argument.substring(keyword.length()));
    int end = text.startsWith("<") ? closing(text) : -1;
    if (end < 0) {
      throw syntax(keyword);
    }
    String rest = text.substring(end + 1);
    if (!rest.isEmpty() && !rest.startsWith(" ")) {
      throw syntax(keyword);
    }
    String inside = text.substring(1, end);
    boolean routed = inside.startsWith("@") && ROUTE.matcher(inside).lookingAt();
    String address = routed ? withoutRoute(inside) : inside;
    check(address, keyword.equals("FROM:"), status);
    return new MailPath(address, Command.trimmed(rest));
  }

  /** Whether it needs SMTPUTF8. */
  boolean isInternational() {
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) >= 0x80) {
        return true;
      }
    }
    return false;
  }

  /** Where the bracket is that is not inside quotes. */
  private static int closing(String text) {
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  /** A source route is accepted and ignored (RFC 5321 appendix C). */
  private static String withoutRoute(String path) {
    return path.substring(path.indexOf(':') + 1);
  }

  private static void check(String address, boolean mayBeNull, String status)
      throws RefusedException {
    if (address.isEmpty() ? mayBeNull : address.equalsIgnoreCase("postmaster")) {
      return;
    }
    int at = address.lastIndexOf('@');
    boolean fits =
        at > 0
            && address.length() <= LONGEST
            && octets(address.substring(0, at)) <= LONGEST_LOCAL_PART
            && !hasForbidden(address)
            && LOCAL_PART.matcher(address.substring(0, at)).matches()
            && DOMAIN.matcher(address.substring(at + 1)).matches();
    if (!fits) {
      throw new RefusedException(
          501, status, "<" + address + "> is no mail address: write it as name@domain");
    }
  }

  private static boolean hasForbidden(String address) {
    for (int i = 0; i < address.length(); i = address.offsetByCodePoints(i, 1)) {
      if (isForbidden(address.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForbidden(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || (c >= 0x80 && (Character.isSpaceChar(c) || Character.isWhitespace(c)));
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static RefusedException syntax(String keyword) {
    String verb = keyword.equals("FROM:") ? "MAIL" : "RCPT";
    return new RefusedException(501, "5.5.4", "write %s %s<name@domain>".formatted(verb, keyword));
  }
}
