package spooler.shell;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.command.Answer;
import spooler.api.command.CommandException;
import spooler.api.command.Commands;
import spooler.api.command.Console;
import spooler.api.command.UsageException;
import spooler.api.command.Verb;

/**
 * Runs commands for whoever has them typed elsewhere than in the Felix shell.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's.
 */
@Component(service = Commands.class)
public final class Runner implements Commands {
  private final Verbs verbs;
  private final Completion completion;

  /** Runs these commands. */
  @Activate
  public Runner(
      @Reference(name = "verbs") Verbs verbs,
      @Reference(name = "completion") Completion completion) {
    this.verbs = verbs;
    this.completion = completion;
  }

  @Override
  public int run(List<String> words, Console console) {
    try {
      if (words.isEmpty()) {
        throw new UsageException("a command is missing: write one of " + names());
      }
      print(answer(words.get(0), words.subList(1, words.size()), console), console);
      return OK;
    } catch (UsageException wrong) {
      return refuse(wrong, console, WRONG_USAGE);
    } catch (CommandException failed) {
      failed.done().ifPresent(done -> print(done, console));
      return refuse(failed, console, FAILED);
    } catch (Exception failed) { // whatever it is, its user wants one line and an exit code
      return refuse(failed, console, FAILED);
    }
  }

  private Answer answer(String name, List<String> args, Console console) throws Exception {
    return new Running(verb(name), console).run(args);
  }

  private Verb verb(String name) throws InterruptedException, CommandException {
    Verb verb = verbs.await(name).orElse(null);
    if (verb != null) {
      return verb;
    }
    if (!verbs.isUp()) {
      throw new CommandException(
          "the spooler is not up, so there is no \"%s\" now: its log says why"
              .formatted(OneLine.of(name)));
    }
    throw new UsageException(
        "there is no command \"%s\": write one of %s".formatted(OneLine.of(name), names()));
  }

  private String names() {
    return String.join(", ", verbs.all().stream().map(Verb::name).toList());
  }

  @Override
  public List<String> complete(List<String> words) {
    return completion.of(words);
  }

  private static void print(Answer answer, Console console) {
    String text = answer.text(console.screen());
    if (!text.isEmpty()) {
      console.out().println(text);
      console.out().flush();
    }
  }

  private static int refuse(Exception fault, Console console, int code) {
    console.err().println("spooler: " + OneLine.of(fault));
    console.err().flush();
    return code;
  }
}
