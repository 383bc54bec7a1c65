package spooler.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.reader.ParsedLine;

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
