package spooler.core.report;

/** Lines of a readable length, broken at blanks only. */
final class Wrap {
  private static final int WIDTH = 76;

  private Wrap() {}

  /**
   * The text behind its head, on as many lines as it takes; none has a line end behind it.
   *
   * @param head before the first word, on the same line
   * @param text words with one blank between them
   * @param indent before every further line
   */
  static String at(String head, String text, String indent) {
    StringBuilder lines = new StringBuilder(head);
    int column = head.length();
    String gap = "";
    for (String word : text.split(" ", -1)) {
      if (!gap.isEmpty() && column + gap.length() + word.length() > WIDTH) {
        lines.append("\r\n").append(indent);
        column = indent.length();
        gap = "";
      }
      lines.append(gap).append(word);
      column += gap.length() + word.length();
      gap = " ";
    }
    return lines.toString();
  }
}
