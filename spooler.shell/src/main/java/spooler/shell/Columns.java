package spooler.shell;

/** How wide text is on a terminal, whose columns are as wide as a Latin letter. */
final class Columns {
  private Columns() {}

  /** The columns that the text takes. */
  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /**
   * The text, or as much of it as fits, with an ellipsis at its end.
   *
   * @param columns 0 for as many as it takes
   */
  static String cut(String text, int columns) {
    if (columns == 0 || of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = columns - 1;
    for (int c : text.codePoints().toArray()) {
      left -= of(c);
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }

  /** None for what stands above another character, two for East Asian ones (UAX 11, W and F). */
  private static int of(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
