package spooler.submit.smtp;

import java.util.List;

/**
 * What a command is answered with (RFC 5321 section 4.2).
 *
 * @param code three digits
 * @param status enhanced code (RFC 3463); empty where none is sent
 * @param lines at least one
 */
record Reply(int code, String status, List<String> lines) {
  private static final int LONGEST_TEXT = 400;

  /** Copies the list. */
  Reply {
    lines = List.copyOf(lines);
  }

  /** One line. */
  static Reply of(int code, String status, String text) {
    return new Reply(code, status, List.of(text));
  }

  /** Whether the client is told that it was wrong, or that it may not. */
  boolean isRefusal() {
    return code >= 400;
  }

  /** As it is sent, line ends included: one line each, printable ASCII only. */
  String wire() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(code).append(i < lines.size() - 1 ? '-' : ' ');
      if (!status.isEmpty()) {
        text.append(status).append(' ');
      }
      text.append(plain(lines.get(i))).append("\r\n");
    }
    return text.toString();
  }

  /** Nothing that came from outside may end a line of ours. */
  static String plain(String text) {
    return isPlain(text) ? text : shown(text);
  }

  /** Whether it is, as nearly all are: then there is nothing to do. */
  private static boolean isPlain(String text) {
    boolean plain = text.length() <= LONGEST_TEXT;
    for (int i = 0; plain && i < text.length(); i++) {
      plain = text.charAt(i) >= ' ' && text.charAt(i) < 0x7f;
    }
    return plain;
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_TEXT)
        .forEach(c -> shown.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
    return shown.toString();
  }
}
