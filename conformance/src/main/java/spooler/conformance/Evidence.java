package spooler.conformance;

import java.util.Comparator;

/** A test that cites a requirement, and how it ended. */
record Evidence(Citation citation, Result result) implements Comparable<Evidence> {
  private static final Comparator<Evidence> ORDER =
      Comparator.comparing(Evidence::citation).thenComparing(Evidence::result);

  /** Reads a line back. */
  static Evidence parse(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 4) {
      throw new IllegalArgumentException(
          "\"" + line + "\" has not four columns: requirement, test class, display name, result");
    }
    return new Evidence(
        new Citation(columns[0], columns[1], columns[2]), Result.valueOf(columns[3]));
  }

  /** Requirement, test class, display name, result; tab separated. */
  String line() {
    return String.join(
        "\t", citation.requirement(), citation.testClass(), citation.test(), result.name());
  }

  @Override
  public int compareTo(Evidence other) {
    return ORDER.compare(this, other);
  }
}
