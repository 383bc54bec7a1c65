package spooler.core.status;

/**
 * Text that a transport, or the far side through it, wants shown: on one line, without control
 * characters, and not longer than people read.
 */
public final class ShownText {
  private static final int LONGEST = 1_000;

  private ShownText() {}

  /** The text, made fit to be shown. */
  public static String of(String text) {
    return isPlain(text) ? text : cleaned(text);
  }

  /** Most text is, and every message has some. */
  private static boolean isPlain(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String cleaned(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(isShown(c) ? c : ' '));
    return shown.toString();
  }

  /** Line breaks and terminal escapes are not, nor marks that turn the direction of writing. */
  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
