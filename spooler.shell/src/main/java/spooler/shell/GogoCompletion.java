package spooler.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Verb;

/**
 * What the Felix shell's tab key goes on with; it asks with the line being typed in a variable. Any
 * thread.
 */
final class GogoCompletion implements Function {
  /** The command's name, for {@code etc/gosh_profile}. */
  static final String NAME = "candidates";

  /** Where the Felix shell keeps the line. */
  private static final String LINE = ".commandLine";

  private final Completion completion;

  GogoCompletion(Completion completion) {
    this.completion = completion;
  }

  /** Tells the shell of a session that all these are completed, flags included. */
  static @Nullable Object setUp(CommandSession shell, List<Verb> verbs) throws Exception {
    for (Verb verb : verbs) {
      String command = "complete -c " + GogoVerbs.SCOPE + ":" + verb.name();
      shell.execute(command + " -a '" + GogoVerbs.SCOPE + ":" + NAME + "'");
      for (String flag : Syntax.of(verb).flags().keySet()) {
        shell.execute(command + " -l " + flag.substring(2));
      }
    }
    return null;
  }

  @Override
  public List<String> execute(CommandSession shell, List<Object> arguments) {
    if (!(shell.get(LINE) instanceof ParsedLine line)) {
      return List.of();
    }
    List<String> words = new ArrayList<>(line.words().subList(0, line.wordIndex() + 1));
    words.set(0, words.get(0).replace(GogoVerbs.SCOPE + ":", ""));
    words.set(line.wordIndex(), line.word().substring(0, line.wordCursor()));
    return completion.of(words);
  }
}
