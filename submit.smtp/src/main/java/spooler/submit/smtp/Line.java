package spooler.submit.smtp;

/**
 * A line that the client sent.
 *
 * @param text without its end; empty when there is a fault
 */
record Line(String text, Fault fault) {
  /** What is wrong with a line. */
  enum Fault {
    /** Nothing. */
    NONE(""),
    /** It was taken off the wire and forgotten. */
    TOO_LONG("the line is too long"),
    /** What follows cannot be trusted. */
    BARE_LF("a bare LF: end lines with CRLF"),
    /** NUL, a bare CR or the like. */
    CONTROL("a control character in a command"),
    /** Not UTF-8. */
    ENCODING("a command that is not UTF-8");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    /** For the client. */
    String text() {
      return text;
    }
  }

  boolean isFine() {
    return fault == Fault.NONE;
  }
}
