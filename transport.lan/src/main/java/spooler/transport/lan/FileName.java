package spooler.transport.lan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spooler.maildir.kit.UniqueNames;

/**
 * The name of a file in a mailbox: a unique one, fields behind commas, flags behind the separator
 * (Maildir; {@code S=} is Maildir++ and the size).
 *
 * <p>What a spooler delivered has the mark of its message in the unique part, and {@code E=crlf}
 * where its line ends were CRLF and are to be so again.
 */
record FileName(String text, String separator) {
  private static final Pattern SIZE = Pattern.compile(",S=(\\d{1,18})(?:,|$)");

  /** The name that a delivered message gets. */
  static String delivered(String unique, long size, boolean restorable) {
    return unique + ",S=" + size + (restorable ? ",E=crlf" : "");
  }

  /** The same message has the same one, whatever its flags are. */
  String unique() {
    String withoutFlags = beforeFlags();
    int comma = withoutFlags.indexOf(',');
    return comma < 0 ? withoutFlags : withoutFlags.substring(0, comma);
  }

  private String beforeFlags() {
    int info = text.lastIndexOf(separator + "2,");
    return info < 0 ? text : text.substring(0, info);
  }

  /** The letters that mail programs have put there; empty for none. */
  String flags() {
    int info = text.lastIndexOf(separator + "2,");
    return info < 0 ? "" : text.substring(info + separator.length() + 2);
  }

  /** The mark of the message that a spooler has delivered; empty for any other. */
  String mark() {
    return UniqueNames.markIn(unique());
  }

  /** Whether its line ends are to become CRLF again. */
  boolean wasCrlf() {
    return beforeFlags().endsWith(",E=crlf");
  }

  /** How large it says it is, bytes; -1 where it does not. */
  long size() {
    Matcher size = SIZE.matcher(beforeFlags());
    return size.find() ? Long.parseLong(size.group(1)) : -1;
  }
}
