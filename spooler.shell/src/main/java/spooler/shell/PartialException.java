package spooler.shell;

/** A command that did some of its work, and says why not the rest. */
public class PartialException extends CommandException {
  private static final long serialVersionUID = 1;

  private final transient Object done;

  /** Says what failed, and what to do; {@code done} is the answer to what did not. */
  public PartialException(String message, Object done) {
    super(message);
    this.done = done;
  }

  /** The answer to what was done. */
  public Object done() {
    return done;
  }
}
