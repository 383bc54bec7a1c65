package spooler.transport.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced status code (RFC 3463), such as {@code 5.1.1}.
 *
 * @param kind 2 success, 4 not now, 5 never
 * @param subject what it is about: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6
 *     content, 7 policy
 * @param detail what exactly
 */
record EnhancedStatus(int kind, int subject, int detail) {
  private static final Pattern AT_START =
      Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?:\\s.*)?");

  /** Reads the code at the start of a reply's text (RFC 2034); empty when there is none. */
  static Optional<EnhancedStatus> atStartOf(String text) {
    Matcher found = AT_START.matcher(text);
    return found.matches()
        ? Optional.of(new EnhancedStatus(number(found, 1), number(found, 2), number(found, 3)))
        : Optional.empty();
  }

  /** Whether subject and detail are these, whatever the kind. */
  boolean says(int aboutWhat, int whatExactly) {
    return subject == aboutWhat && detail == whatExactly;
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }

  @Override
  public String toString() {
    return kind + "." + subject + "." + detail;
  }
}
