package spooler.core.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.IntPredicate;

/**
 * Text from outside on one line of a report: the only way in for replies, addresses and names.
 *
 * <p>White space becomes one blank, so nothing starts a line of its own. What cannot be seen
 * (controls, marks that turn the direction of writing) is written as its number, {@code \x{202E}},
 * the form of RFC 6533, section 3. What is too long ends in {@code [...]}.
 */
final class SafeText {
  /** Longest result, in octets of UTF-8: with a field's name within a line of 998 (RFC 5322). */
  private static final int MOST_OCTETS = 900;

  private static final String CUT = " [...]";

  private SafeText() {}

  /** As UTF-8 would have it. */
  static String utf8(String text) {
    return utf8(text, MOST_OCTETS);
  }

  /** As UTF-8 would have it, in so many octets at most. */
  static String utf8(String text, int mostOctets) {
    return written(text, SafeText::isVisible, mostOctets);
  }

  /** In ASCII: every other character is written as its number. */
  static String ascii(String text) {
    return written(text, c -> c < 0x80 && isVisible(c), MOST_OCTETS);
  }

  /** Whether it has ASCII characters only. */
  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String written(String text, IntPredicate asItIs, int mostOctets) {
    StringBuilder line = new StringBuilder();
    int octets = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      String piece = piece(text.codePointAt(i), asItIs);
      if (piece.equals(" ") && (line.isEmpty() || line.charAt(line.length() - 1) == ' ')) {
        continue;
      }
      octets += piece.getBytes(UTF_8).length;
      if (octets > mostOctets - CUT.length()) {
        return line.append(CUT).toString();
      }
      line.append(piece);
    }
    return line.toString().stripTrailing();
  }

  private static String piece(int c, IntPredicate asItIs) {
    if (isBlank(c)) {
      return " ";
    }
    return asItIs.test(c) ? Character.toString(c) : "\\x{%02X}".formatted(c);
  }

  private static boolean isBlank(int c) {
    return switch (c) {
      case ' ', '\t', '\r', '\n', '\f', 0x0B, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
