package spooler.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spooler.api.command.Call;
import spooler.api.command.Console;
import spooler.api.command.UsageException;

/** What was typed after a command's name. */
final class Arguments implements Call {
  private final Syntax syntax;
  private final Console console;
  private final List<String> words = new ArrayList<>();
  private final Map<String, List<String>> flags = new HashMap<>();

  Arguments(Syntax syntax, Console console) {
    this.syntax = syntax;
    this.console = console;
  }

  void word(String word) {
    words.add(word);
  }

  void flag(String name, String value) {
    flags.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  @Override
  public List<String> words() {
    return Collections.unmodifiableList(words);
  }

  @Override
  public Optional<String> first() {
    return words.stream().findFirst();
  }

  @Override
  public boolean isSet(String flag) {
    return flags.containsKey(flag);
  }

  @Override
  public List<String> all(String flag) {
    return flags.getOrDefault(flag, List.of());
  }

  @Override
  public Optional<String> one(String flag) {
    List<String> values = all(flag);
    if (values.size() > 1) {
      throw wrong(flag + " may be given once only");
    }
    return values.stream().findFirst();
  }

  @Override
  public UsageException wrong(String what) {
    return syntax.wrong(what);
  }

  @Override
  public Console console() {
    return console;
  }
}
