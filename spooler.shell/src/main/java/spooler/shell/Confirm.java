package spooler.shell;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Terminal;

/** Asks before something is done that is not meant to happen by a slip of the hand. */
final class Confirm {
  /** Does it without asking. */
  static final String YES = "--yes";

  private static final String NOT_DONE = "nothing was changed: add --yes to do it";

  private Confirm() {}

  /**
   * Returns when it is wanted: by {@code --yes}, or by the person at the terminal.
   *
   * @param question such as "Cancel 3 messages?"
   * @param preview what would be done
   * @throws CommandException when it is not, or nobody is there to say so; with the preview
   */
  static void ask(Call call, String question, Answer preview) throws CommandException {
    if (call.isSet(YES)) {
      return;
    }
    @Nullable Terminal terminal = call.console().terminal().orElse(null);
    try (terminal) {
      if (terminal == null) {
        throw new CommandException(NOT_DONE, preview);
      }
      call.console().out().println(preview.text(call.console().screen()));
      call.console().out().flush();
      if (!isYes(terminal, question)) {
        throw new CommandException("nothing was changed");
      }
    }
  }

  /** As above, for what needs no preview. */
  static void ask(Call call, String question) throws CommandException {
    ask(call, question, Lines.of(question));
  }

  private static boolean isYes(Terminal terminal, String question) {
    Interrupts stopped = new Interrupts();
    terminal.onInterrupt(stopped::count);
    Optional<String> typed =
        new LineReader(terminal).read(question + " [y/N] ", false, () -> stopped.times() == 0);
    String word = typed.orElse("").strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
