package spooler.shell;

import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;
import spooler.api.command.Screen;

/** What JLine's terminals can do; not to be touched where JLine is not installed. */
final class JlineTerminals {
  /** Where the Felix shell keeps its terminal. */
  private static final String TERMINAL = ".terminal";

  /** Where it keeps the reader of its prompt. */
  private static final String READER = ".reader";

  /** Where a session's screen is kept: whatever is shown there is shown by the same. */
  private static final String SCREEN = ".spool.screen";

  private JlineTerminals() {}

  /** A session's terminal, if it is one that can do what is needed. */
  static Optional<spooler.api.command.Terminal> of(CommandSession shell) {
    return able(shell).map(terminal -> new JlineTerminal(terminal, screen(shell, terminal)));
  }

  /** What an answer is shown on there. */
  static Screen answers(CommandSession shell) {
    return able(shell)
        .map(terminal -> new Screen(terminal.getWidth(), System.getenv("NO_COLOR") == null))
        .orElse(Screen.PLAIN);
  }

  /** A log for it, which is not open yet. */
  static Optional<JlineLog> log(CommandSession shell) {
    return able(shell).map(terminal -> new JlineLog(screen(shell, terminal)));
  }

  private static Optional<Terminal> able(CommandSession shell) {
    return shell.get(TERMINAL) instanceof Terminal terminal && JlineTerminal.isAble(terminal)
        ? Optional.of(terminal)
        : Optional.empty();
  }

  /** That of an earlier version of this bundle is another's. */
  private static JlineScreen screen(CommandSession shell, Terminal terminal) {
    if (shell.get(SCREEN) instanceof JlineScreen known) {
      return known;
    }
    JlineScreen screen = new JlineScreen(terminal, () -> shell.get(READER));
    shell.put(SCREEN, screen);
    return screen;
  }
}
