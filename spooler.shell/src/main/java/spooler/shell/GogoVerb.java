package spooler.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import spooler.api.command.CommandException;
import spooler.api.command.Verb;

/** A command as the Felix shell runs it: answers its text. Any thread. */
final class GogoVerb implements Function {
  private final Verb verb;

  GogoVerb(Verb verb) {
    this.verb = verb;
  }

  /** Runs it; what was done of a command that failed is printed before it fails. */
  @Override
  public @Nullable Object execute(CommandSession shell, List<Object> arguments) throws Exception {
    GogoConsole console = new GogoConsole(shell);
    List<String> words = arguments.stream().map(String::valueOf).toList();
    try {
      String text = new Running(verb, console).run(words).text(console.screen());
      return text.isEmpty() ? null : text;
    } catch (CommandException failed) {
      failed.done().ifPresent(done -> console.out().println(done.text(console.screen())));
      throw failed;
    }
  }
}
