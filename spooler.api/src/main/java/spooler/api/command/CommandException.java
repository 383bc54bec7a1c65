package spooler.api.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command that could not do its work, or only some of it; the message is one line that says what
 * to do about it.
 */
public class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Answer done;

  /** Says what failed and what to do. */
  public CommandException(String message) {
    super(message);
    this.done = null;
  }

  /** Says what failed, and what to do; {@code done} is the answer to what did not. */
  public CommandException(String message, Answer done) {
    super(message);
    this.done = done;
  }

  /** The answer to what was done. */
  public Optional<Answer> done() {
    return Optional.ofNullable(done);
  }
}
