package spooler.launcher;

/** A command line that cannot be followed; the message says why and what to write instead. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  /** Refuses a command line. */
  public UsageException(String message) {
    super(message);
  }
}
