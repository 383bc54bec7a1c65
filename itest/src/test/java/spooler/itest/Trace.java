package spooler.itest;

import java.util.Locale;
import java.util.Set;

/** The fields that relays put in front of a message (RFC 5321, 4.4, and their own). */
final class Trace {
  private static final Set<String> FIELDS =
      Set.of("return-path", "received", "delivered-to", "x-original-to");

  private Trace() {}

  /** The message as it was sent: from its first field that is none of them on. */
  static String removedFrom(String mail) {
    int start = 0;
    while (isTrace(mail, start)) {
      int end = mail.indexOf('\n', start);
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
    return mail.substring(start);
  }

  private static boolean isTrace(String mail, int line) {
    if (mail.startsWith(" ", line) || mail.startsWith("\t", line)) {
      return true;
    }
    int colon = mail.indexOf(':', line);
    return colon > 0 && FIELDS.contains(mail.substring(line, colon).toLowerCase(Locale.ROOT));
  }
}
