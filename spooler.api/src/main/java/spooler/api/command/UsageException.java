package spooler.api.command;

/** A command that was written wrongly; the message is one line that says how to write it. */
public class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong and what to write instead. */
  public UsageException(String message) {
    super(message);
  }
}
