package spooler.shell;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.command.Verb;

/**
 * What a command that is being typed can go on with: commands, flags, literal words, and what the
 * names in its syntax stand for.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Failure:</b> what cannot be looked up is not offered.
 */
@Component(service = Completion.class)
public final class Completion {
  private final Verbs verbs;
  private final Candidates candidates;

  /** Completes these commands. */
  @Activate
  public Completion(
      @Reference(name = "verbs") Verbs verbs,
      @Reference(name = "candidates") Candidates candidates) {
    this.verbs = verbs;
    this.candidates = candidates;
  }

  /**
   * What the last word could be, in order.
   *
   * @param words the command's name and its arguments
   */
  List<String> of(List<String> words) {
    if (words.size() <= 1) {
      return starting(words.isEmpty() ? "" : words.get(0), verbs.all().stream().map(Verb::name));
    }
    return verbs
        .find(words.get(0))
        .map(verb -> arguments(Syntax.of(verb), words.subList(1, words.size())))
        .orElse(List.of());
  }

  private List<String> arguments(Syntax syntax, List<String> words) {
    String typed = words.get(words.size() - 1);
    List<String> before = words.subList(0, words.size() - 1);
    String previous = before.isEmpty() ? "" : before.get(before.size() - 1);
    @Nullable String value = syntax.flags().get(previous);
    if (value != null) {
      return starting(typed, stream(value));
    }
    if (typed.startsWith("-")) {
      return starting(typed, syntax.flags().keySet().stream().filter(f -> !before.contains(f)));
    }
    return starting(typed, stream(syntax.word(place(syntax, before))));
  }

  /** How many words stand before, flags and their values left out. */
  private static int place(Syntax syntax, List<String> before) {
    int place = 0;
    for (int i = 0; i < before.size(); i++) {
      if (syntax.flags().get(before.get(i)) != null) {
        i++;
      } else if (!before.get(i).startsWith("-")) {
        place++;
      }
    }
    return place;
  }

  private Stream<String> stream(@Nullable String name) {
    List<String> literals = Syntax.literals(name);
    if (!literals.isEmpty() || name == null) {
      return literals.stream();
    }
    return Stream.of(name.split("\\|")).flatMap(this::named).distinct();
  }

  private Stream<String> named(String name) {
    return switch (name) {
      case "TRANSPORT" -> candidates.transports().stream();
      case "ID" -> candidates.ids().stream();
      case "DESTINATION" -> candidates.destinations().stream();
      case "FLUSH" -> candidates.flushes().stream();
      case "BUNDLE" -> candidates.bundles().stream();
      case "QUESTION" -> candidates.questions().stream();
      case "FILTER" -> Filter.KEYS.stream();
      case "VERB" -> verbs.all().stream().map(Verb::name);
      default -> Stream.of();
    };
  }

  private static List<String> starting(String typed, Stream<String> all) {
    return all.filter(one -> one.startsWith(typed)).toList();
  }
}
