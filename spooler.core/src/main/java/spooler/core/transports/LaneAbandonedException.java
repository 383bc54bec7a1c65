package spooler.core.transports;

/** The lane was given up while a call into its transport was under way. */
public final class LaneAbandonedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says which call, and why. */
  public LaneAbandonedException(String message) {
    super(message);
  }
}
