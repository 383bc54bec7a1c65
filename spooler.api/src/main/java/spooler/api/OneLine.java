package spooler.api;

/**
 * Shows what somebody gave us inside an error message: on one line, and never more than a little.
 */
final class OneLine {
  private static final int LONGEST = 60;

  private OneLine() {}

  /** The text, with a question mark for every character that is forbidden, cut short. */
  static String of(String text) {
    return of(text, LONGEST);
  }

  /** The same, cut to so many characters. */
  static String of(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(longest).forEach(c -> shown.appendCodePoint(isForbidden(c) ? '?' : c));
    return text.codePointCount(0, text.length()) > longest ? shown + "..." : shown.toString();
  }

  /** Whether it is a line break, another control character or half a character. */
  static boolean isForbidden(int c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || Character.getType(c) == Character.SURROGATE;
  }
}
