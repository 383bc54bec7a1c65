package spooler.shell;

/**
 * Text from outside, made fit for a terminal: one line, no control character. A far side's reply or
 * a file's name must not be able to move the cursor or to look like two lines of ours.
 */
final class OneLine {
  private OneLine() {}

  /** The text with a question mark for each control character. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '?'));
    return shown.toString();
  }

  /** What an exception says, on one line; its name where it says nothing. */
  static String of(Throwable fault) {
    String message = fault.getMessage();
    return message == null || message.isBlank()
        ? fault.getClass().getSimpleName()
        : of(message.strip().replaceAll("\\R+", "; "));
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
