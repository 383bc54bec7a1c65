package spooler.store.file;

/** Any text on one line: a backslash before what would break it. */
final class Escaped {
  private Escaped() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        line.append("\\\\");
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        line.append("\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  /**
   * The text again.
   *
   * @throws IllegalArgumentException when there is a backslash that means nothing
   */
  static String read(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (line.startsWith("\\\\", i)) {
        text.append('\\');
        i++;
      } else if (line.startsWith("\\u", i) && line.length() >= i + 6) {
        text.append((char) Integer.parseInt(line.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        throw new IllegalArgumentException("write a backslash as two");
      }
    }
    return text.toString();
  }
}
