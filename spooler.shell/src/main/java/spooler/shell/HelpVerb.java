package spooler.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.command.Verb;

/** {@code help [VERB]}: the commands that are there, or how one is written. */
final class HelpVerb implements Verb {
  private final Supplier<List<Verb>> verbs;

  HelpVerb(Supplier<List<Verb>> verbs) {
    this.verbs = verbs;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String syntax() {
    return "[VERB]";
  }

  @Override
  public String summary() {
    return "the commands, or how one is written";
  }

  /** Lines up what each is for. */
  private record Overview(List<Verb> verbs) implements Answer {
    @Override
    public String text(Screen screen) {
      int width = verbs.stream().mapToInt(verb -> verb.name().length()).max().orElse(0);
      return verbs.stream()
          .map(verb -> Columns.cut(line(verb, width), screen.width()))
          .collect(Collectors.joining("\n"));
    }

    private static String line(Verb verb, int width) {
      return verb.name() + " ".repeat(width - verb.name().length() + 2) + verb.summary();
    }

    @Override
    public Object data() {
      Map<String, String> all = new LinkedHashMap<>();
      verbs.forEach(verb -> all.put(verb.name(), verb.summary()));
      return all;
    }
  }

  @Override
  public Answer run(Call call) throws CommandException {
    if (call.first().isEmpty()) {
      return new Overview(verbs.get());
    }
    String name = call.first().get().replaceFirst("^spool:", "");
    for (Verb verb : verbs.get()) {
      if (verb.name().equals(name)) {
        return new VerbHelp(verb);
      }
    }
    throw new CommandException(
        "there is no command \"%s\": \"help\" lists those there are".formatted(OneLine.of(name)));
  }
}
