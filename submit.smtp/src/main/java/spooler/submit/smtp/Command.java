package spooler.submit.smtp;

import java.util.Locale;

/**
 * A command line.
 *
 * @param verb in capital letters
 * @param argument what follows the blank; empty for nothing
 */
record Command(String verb, String argument) {
  static Command of(String line) {
    int blank = line.indexOf(' ');
    String verb = blank < 0 ? line : line.substring(0, blank);
    String argument = blank < 0 ? "" : trimmed(line.substring(blank + 1));
    return new Command(verb.toUpperCase(Locale.ROOT), argument);
  }

  /** Without the blanks around it; other characters that look like blanks stay. */
  static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == ' ') {
      to--;
    }
    return text.substring(from, to);
  }
}
