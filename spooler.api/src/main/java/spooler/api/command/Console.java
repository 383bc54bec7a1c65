package spooler.api.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a command was typed: the streams, the folder and the terminal of whoever did. That may be
 * another process than the spooler's, whose rights then count for its files. Used by the command's
 * thread.
 */
@ProviderType
public interface Console {
  /** The standard input; nothing is taken from it until it is read. */
  InputStream in();

  /** The standard output, for what is to be seen before the command ends. */
  PrintStream out();

  /** The standard error. */
  PrintStream err();

  /** Relative names of files begin here. */
  Path folder();

  /**
   * Opens a file of whoever typed it, to be read once. One at a time.
   *
   * @throws CommandException in one line, when it cannot be read
   */
  InputStream open(String file) throws CommandException, IOException;

  /** The terminal with a person at it; empty where nobody is to be asked, or would see progress. */
  Optional<Terminal> terminal();

  /** What the answer is shown on. */
  Screen screen();
}
