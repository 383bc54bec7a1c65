package spooler.api.command;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Runs commands for whoever has them typed: a service of the framework. Safe for any thread. */
@ProviderType
public interface Commands {
  /** Exit code: all went well. */
  int OK = 0;

  /** Exit code: tried and not done, or not all of it. */
  int FAILED = 1;

  /** Exit code: not even tried, for it was written wrongly. */
  int WRONG_USAGE = 2;

  /**
   * Runs one, on the caller's thread. The answer goes to the console's standard output, an error in
   * one line to its standard error. Arguments are passed on as they are: nothing in them is taken
   * for a variable, a quote or a pipe.
   *
   * @param words the command's name and its arguments
   * @return the exit code
   */
  int run(List<String> words, Console console);

  /**
   * What the last word could be completed to; each with a space behind it where the word ends
   * there.
   *
   * @param words the command's name and its arguments, the last one being typed; it may be empty
   */
  List<String> complete(List<String> words);
}
