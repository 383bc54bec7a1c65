package spooler.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import spooler.api.command.CallerFile;
import spooler.api.command.CommandException;
import spooler.api.command.Console;
import spooler.api.command.Screen;
import spooler.api.command.Terminal;

/**
 * A session of the Felix shell. There is no terminal behind a pipe, in a script, in the background,
 * and where JLine is not installed.
 */
final class GogoConsole implements Console {
  private final CommandSession shell;

  GogoConsole(CommandSession shell) {
    this.shell = shell;
  }

  @Override
  public InputStream in() {
    return shell.getKeyboard();
  }

  @Override
  public PrintStream out() {
    return shell.getConsole();
  }

  @Override
  public PrintStream err() {
    return shell.getConsole();
  }

  @Override
  public Path folder() {
    return shell.currentDir();
  }

  @Override
  public InputStream open(String file) throws CommandException, IOException {
    return CallerFile.open(folder(), file);
  }

  @Override
  public Optional<Terminal> terminal() {
    return isJlineThere() && isInForeground() ? JlineTerminals.of(shell) : Optional.empty();
  }

  @Override
  public Screen screen() {
    return isJlineThere() ? JlineTerminals.answers(shell) : Screen.PLAIN;
  }

  /** Its import is optional. */
  static boolean isJlineThere() {
    try {
      Class.forName("org.jline.terminal.Terminal", false, GogoConsole.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  private static boolean isInForeground() {
    Process command = Process.Utils.current();
    return command != null
        && command.isTty(0)
        && command.isTty(1)
        && command.job().status() == Job.Status.Foreground;
  }
}
