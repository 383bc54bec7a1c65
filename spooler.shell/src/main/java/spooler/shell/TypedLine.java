package spooler.shell;

/** A line as it is typed: it can be corrected from its end. Not thread-safe. */
final class TypedLine {
  private static final char CTRL_H = 8;
  private static final char CTRL_U = 21;
  private static final char DELETE = 127;
  private static final String RUB_OUT = "\b \b";

  private final StringBuilder text = new StringBuilder();
  private final boolean secret;

  /**
   * An empty line.
   *
   * @param secret whether nothing of it is to be shown
   */
  TypedLine(boolean secret) {
    this.secret = secret;
  }

  /** Takes a key. Answers what to show for it. */
  String type(char key) {
    String shown =
        switch (key) {
          case CTRL_H, DELETE ->
              cut(text.isEmpty() ? 0 : text.offsetByCodePoints(text.length(), -1));
          case CTRL_U -> cut(0);
          default -> add(key);
        };
    return secret ? "" : shown;
  }

  /** What was typed. */
  String text() {
    return text.toString();
  }

  private String add(char key) {
    if (Character.isISOControl(key)) {
      return "";
    }
    text.append(key);
    return String.valueOf(key);
  }

  private String cut(int length) {
    String shown = RUB_OUT.repeat(text.codePointCount(length, text.length()));
    text.setLength(length);
    return shown;
  }
}
