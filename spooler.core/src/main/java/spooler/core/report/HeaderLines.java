package spooler.core.report;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the header of what may be a mail (RFC 5322, 2.2), one character for each octet.
 *
 * <p>Strict about what a header is: with a line that is none, with a control character, or without
 * any field that mails are known by, it is no mail. Lenient about lengths: a field with a line that
 * is too long is left out, and so is what begins behind {@value #MOST_OCTETS} octets. Confined to
 * one call.
 */
final class HeaderLines {
  private static final int MOST_OCTETS = 32 * 1024;

  /** Longest line of a mail, without its end (RFC 5322, 2.1.1). */
  static final int LONGEST_LINE = 998;

  private static final String TEXT = "[^\\x00-\\x08\\x0A-\\x1F\\x7F]*";
  private static final Pattern FIELD = Pattern.compile("([!-9;-~]+)[ \\t]*:" + TEXT);
  private static final Pattern CONTINUATION = Pattern.compile("[ \\t]" + TEXT);
  private static final Set<String> KNOWN_BY = Set.of("from", "to", "subject", "date", "received");

  private final StringBuilder kept = new StringBuilder();
  private final StringBuilder field = new StringBuilder();
  private boolean tooLong;
  private boolean isMail;

  private HeaderLines() {}

  /** The header, each line with CRLF, without the empty line; empty when it is no mail. */
  static Optional<String> atStartOf(String text) {
    HeaderLines header = new HeaderLines();
    int at = 0;
    while (at < Math.min(text.length(), MOST_OCTETS)) {
      int end = text.indexOf('\n', at);
      String line = withoutCr(text.substring(at, end < 0 ? text.length() : end));
      if (line.isEmpty()) {
        break;
      }
      if (!header.take(line)) {
        return Optional.empty();
      }
      at = end < 0 ? text.length() : end + 1;
    }
    header.endField();
    return header.isMail ? Optional.of(header.kept.toString()) : Optional.empty();
  }

  private static String withoutCr(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Takes one line up; false when it belongs to no header. */
  private boolean take(String line) {
    Matcher begun = FIELD.matcher(line);
    if (begun.matches()) {
      endField();
      isMail |= KNOWN_BY.contains(begun.group(1).toLowerCase(Locale.ROOT));
    } else if (field.isEmpty() || !CONTINUATION.matcher(line).matches()) {
      return false;
    }
    tooLong |= line.length() > LONGEST_LINE;
    field.append(line).append("\r\n");
    return true;
  }

  private void endField() {
    if (!tooLong) {
      kept.append(field);
    }
    field.setLength(0);
    tooLong = false;
  }
}
