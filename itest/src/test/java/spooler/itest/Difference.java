package spooler.itest;

/** Where two long texts part, in few words; empty when they do not. */
final class Difference {
  private static final int AROUND = 40;

  private Difference() {}

  static String between(String expected, String actual) {
    if (expected.equals(actual)) {
      return "";
    }
    int at = 0;
    while (at < Math.min(expected.length(), actual.length())
        && expected.charAt(at) == actual.charAt(at)) {
      at++;
    }
    return "%d octets for %d; at %d \"%s\" for \"%s\""
        .formatted(
            actual.length(), expected.length(), at, excerpt(actual, at), excerpt(expected, at));
  }

  private static String excerpt(String text, int at) {
    StringBuilder readable = new StringBuilder();
    text.substring(at, Math.min(text.length(), at + AROUND))
        .chars()
        .forEach(
            c -> readable.append(c >= ' ' && c < 127 ? "" + (char) c : "\\x%02x".formatted(c)));
    return readable.toString();
  }
}
