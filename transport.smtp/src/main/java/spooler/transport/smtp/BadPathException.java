package spooler.transport.smtp;

/** An address that cannot stand in a command. */
final class BadPathException extends Exception {
  private static final long serialVersionUID = 1;

  private final String problem;

  BadPathException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong with it, and how to write it instead. */
  String problem() {
    return problem;
  }
}
