package spooler.core.transports;

/** A transport threw what no transport may throw, or answered nothing where an answer is due. */
public final class TransportDefectException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says which transport, and in which call. */
  public TransportDefectException(String message, Throwable cause) {
    super(message, cause);
  }
}
