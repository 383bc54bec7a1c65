package spooler.shell;

import java.util.Map;
import spooler.api.command.Answer;
import spooler.api.command.Screen;
import spooler.api.command.Verb;

/** How a command is written, and what it does. */
record VerbHelp(Verb verb) implements Answer {
  @Override
  public String text(Screen screen) {
    return Syntax.of(verb).usage() + "\n  " + verb.summary();
  }

  @Override
  public Object data() {
    return Map.of("verb", verb.name(), "usage", Syntax.of(verb).usage(), "summary", verb.summary());
  }
}
