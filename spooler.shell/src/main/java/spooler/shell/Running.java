package spooler.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Answer;
import spooler.api.command.CommandException;
import spooler.api.command.Console;
import spooler.api.command.Screen;
import spooler.api.command.Verb;

/** One run of a command, wherever it was typed: help, and the form of the answer. */
final class Running {
  private final Verb verb;
  private final Console console;

  Running(Verb verb, Console console) {
    this.verb = verb;
    this.console = console;
  }

  /** An answer as JSON, also for people. */
  private record AsJson(Answer answer) implements Answer {
    @Override
    public String text(Screen screen) {
      return Json.of(answer);
    }

    @Override
    public @Nullable Object data() {
      return answer.data();
    }
  }

  /** Runs it. */
  Answer run(List<String> args) throws Exception {
    Arguments arguments = Syntax.of(verb).parse(args, console);
    if (arguments.isSet(Syntax.HELP)) {
      return new VerbHelp(verb);
    }
    if (!arguments.isSet(Syntax.JSON)) {
      return verb.run(arguments);
    }
    try {
      return new AsJson(verb.run(arguments));
    } catch (CommandException failed) {
      throw failed.done().isPresent()
          ? new CommandException(
              String.valueOf(failed.getMessage()), new AsJson(failed.done().get()))
          : failed;
    }
  }
}
