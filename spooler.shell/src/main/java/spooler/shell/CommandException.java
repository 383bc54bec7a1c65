package spooler.shell;

/** A command that could not do its work; the message is one line that says what to do about it. */
public class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  /** Says what failed and what to do. */
  public CommandException(String message) {
    super(message);
  }
}
