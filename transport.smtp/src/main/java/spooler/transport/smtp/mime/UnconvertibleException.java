package spooler.transport.smtp.mime;

/** A message that cannot be encoded anew without damage. */
public final class UnconvertibleException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  UnconvertibleException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, as the end of a sentence. */
  public String reason() {
    return reason;
  }
}
