package spooler.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was typed after a command's name. */
final class Arguments {
  private final Verb verb;
  private final List<String> words = new ArrayList<>();
  private final Map<String, List<String>> flags = new HashMap<>();

  Arguments(Verb verb) {
    this.verb = verb;
  }

  void word(String word) {
    words.add(word);
  }

  void flag(String name, String value) {
    flags.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  /** The arguments that are no flags, in order. */
  List<String> words() {
    return Collections.unmodifiableList(words);
  }

  /** The first word; empty when there is none. */
  Optional<String> first() {
    return words.stream().findFirst();
  }

  /** Whether a flag that takes no value was typed. */
  boolean isSet(String flag) {
    return flags.containsKey(flag);
  }

  /** The refusal of what was typed. */
  UsageException wrong(String what) {
    return verb.wrong(what);
  }

  /** Every value of a flag, in order. */
  List<String> all(String flag) {
    return flags.getOrDefault(flag, List.of());
  }

  /**
   * The value of a flag that may stand once.
   *
   * @throws UsageException when it stands more often
   */
  Optional<String> one(String flag) {
    List<String> values = all(flag);
    if (values.size() > 1) {
      throw verb.wrong(flag + " may be given once only");
    }
    return values.stream().findFirst();
  }
}
