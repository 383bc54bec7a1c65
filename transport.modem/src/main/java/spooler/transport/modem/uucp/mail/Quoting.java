package spooler.transport.modem.uucp.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backslashes of Taylor UUCP's option {@code q}: a backslash, or three octal digits after it.
 */
public final class Quoting {
  private static final Pattern QUOTED = Pattern.compile("\\\\(\\\\|[0-3][0-7]{2})");

  private Quoting() {}

  /** The text without them. */
  public static String remove(String text) {
    Matcher matcher = QUOTED.matcher(text);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(meant(found.group(1))));
  }

  private static String meant(String quoted) {
    return quoted.equals("\\") ? quoted : String.valueOf((char) Integer.parseInt(quoted, 8));
  }
}
