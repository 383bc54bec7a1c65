package spooler.launcher;

import java.util.List;

/** A command line that cannot be followed; the message says why and what to write instead. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  /** Refuses a command line. */
  public UsageException(String message) {
    super(message);
  }

  /** Refuses arguments of a command that takes none. */
  static void none(String verb, List<String> arguments) throws UsageException {
    if (!arguments.isEmpty()) {
      throw new UsageException(
          "%s takes no argument: leave %s out".formatted(verb, arguments.get(0)));
    }
  }
}
