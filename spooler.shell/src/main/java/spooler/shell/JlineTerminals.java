package spooler.shell;

import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Screen;

/** What JLine's terminals can do; not to be touched where JLine is not installed. */
final class JlineTerminals {
  private JlineTerminals() {}

  /** That terminal, if it is one that can do what is needed. */
  static Optional<spooler.api.command.Terminal> of(@Nullable Object variable) {
    return able(variable).map(JlineTerminal::new);
  }

  /** What an answer is shown on there. */
  static Screen screen(@Nullable Object variable) {
    return able(variable)
        .map(terminal -> new Screen(terminal.getWidth(), System.getenv("NO_COLOR") == null))
        .orElse(Screen.PLAIN);
  }

  private static Optional<Terminal> able(@Nullable Object variable) {
    return variable instanceof Terminal terminal && JlineTerminal.isAble(terminal)
        ? Optional.of(terminal)
        : Optional.empty();
  }
}
