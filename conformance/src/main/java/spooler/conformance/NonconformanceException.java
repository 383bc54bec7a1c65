package spooler.conformance;

import java.util.List;

/** The build must not go on: says what is not shown, what failed, and what is cited wrongly. */
final class NonconformanceException extends Exception {
  private static final long serialVersionUID = 1;

  NonconformanceException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
