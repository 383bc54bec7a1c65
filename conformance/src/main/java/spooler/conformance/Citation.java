package spooler.conformance;

import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A test that cites a requirement.
 *
 * @param requirement such as {@code R54}
 * @param testClass its full name
 * @param test its display name
 */
record Citation(String requirement, String testClass, String test) implements Comparable<Citation> {
  private static final Pattern NUMBER = Pattern.compile("\\bR\\d+\\b");
  private static final Comparator<Citation> ORDER =
      Comparator.comparing(Citation::requirement)
          .thenComparing(Citation::testClass)
          .thenComparing(Citation::test);

  /** What separates the columns of a record does not stand in them. */
  Citation {
    test = test.replaceAll("\\s+", " ").strip();
  }

  /** The numbers in a display name, such as {@code R54, R74}; whether they exist is not asked. */
  static List<String> numbersIn(String displayName) {
    return NUMBER.matcher(displayName).results().map(MatchResult::group).distinct().toList();
  }

  @Override
  public int compareTo(Citation other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s \"%s\"".formatted(testClass, test);
  }
}
