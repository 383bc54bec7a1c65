package spooler.shell;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.jline.terminal.Terminal;

/**
 * Finds the terminal a command was typed at. There is none behind a pipe, in a script, in the
 * background, and where JLine is not installed.
 */
final class Ttys implements Function<CommandSession, Optional<Tty>> {
  /** A variable of the session of a command that runs alone in its process. */
  static final String ALONE = ".spooler.alone";

  /** Where the Felix shell keeps its terminal. */
  private static final String TERMINAL = ".terminal";

  @Override
  public Optional<Tty> apply(CommandSession shell) {
    if (!isJlineThere()) {
      return Optional.empty();
    }
    if (shell.get(ALONE) != null) {
      return isConsole() ? JlineTty.ofProcess() : Optional.empty();
    }
    return shell.get(TERMINAL) instanceof Terminal terminal
            && JlineTty.isAble(terminal)
            && isInForeground()
        ? Optional.of(new JlineTty(terminal, false))
        : Optional.empty();
  }

  /** Its import is optional. */
  private static boolean isJlineThere() {
    try {
      Class.forName("org.jline.terminal.Terminal", false, Ttys.class.getClassLoader());
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

  /** Whether this process reads from and writes to a terminal. */
  @SuppressWarnings("SystemConsoleNull") // from Java 22 on isTerminal says what null said before
  private static boolean isConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJava22) {
      return true;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }
}
