package spooler.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Console;
import spooler.api.command.UsageException;
import spooler.api.command.Verb;

/**
 * How a command is written, as its {@link Verb#syntax} says it: checks and sorts what was typed.
 */
final class Syntax {
  /** Go with every command. */
  static final String JSON = "--json";

  static final String HELP = "--help";

  /** A flag; the name of its value behind it, where it takes one. */
  private static final Pattern FLAG = Pattern.compile("(--[a-z-]+)(?: ([A-Z]+))?");

  private static final Pattern WORD = Pattern.compile("[A-Za-z|-]+");

  private final Verb verb;
  private final Map<String, @Nullable String> flags = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private int fewest;
  private boolean endless;

  private Syntax(Verb verb) {
    this.verb = verb;
  }

  /** What a command says of itself. */
  static Syntax of(Verb verb) {
    Syntax syntax = new Syntax(verb);
    Matcher flag = FLAG.matcher(verb.syntax());
    while (flag.find()) {
      syntax.flags.put(flag.group(1), flag.group(2));
    }
    for (String part : FLAG.matcher(verb.syntax()).replaceAll("").split(" ", -1)) {
      syntax.addWord(part);
    }
    syntax.flags.put(JSON, null);
    syntax.flags.put(HELP, null);
    return syntax;
  }

  private void addWord(String part) {
    Matcher word = WORD.matcher(part);
    if (!word.find() || word.group().equals("|")) {
      return;
    }
    words.add(word.group());
    fewest += part.startsWith("[") ? 0 : 1;
    endless |= part.endsWith("...") || part.endsWith("...]");
  }

  /** The flags, and what the value of each is called; null where it takes none. */
  Map<String, @Nullable String> flags() {
    return flags;
  }

  /** What the word at that place is called; null when there is none. */
  @Nullable String word(int place) {
    if (place < words.size()) {
      return words.get(place);
    }
    return endless ? words.get(words.size() - 1) : null;
  }

  /** How the command is written. */
  String usage() {
    return (verb.name() + " " + verb.syntax()).strip();
  }

  /**
   * Sorts what was typed after the name into words and flags. A flag that takes a value takes the
   * next argument, or what stands behind its equals sign; after {@code --} everything is a word.
   *
   * @throws UsageException which never repeats what may be a secret, for an unknown flag, a flag
   *     without its value or with one too many, too few or too many words
   */
  Arguments parse(List<String> args, Console console) {
    Arguments arguments = new Arguments(this, console);
    Iterator<String> rest = args.iterator();
    boolean flagsEnded = false;
    while (rest.hasNext()) {
      String arg = rest.next();
      if (flagsEnded || !arg.startsWith("-") || arg.equals("-")) {
        arguments.word(arg);
      } else if (arg.equals("--")) {
        flagsEnded = true;
      } else {
        flag(arguments, arg, rest);
      }
    }
    return arguments.isSet(HELP) ? arguments : counted(arguments);
  }

  private void flag(Arguments arguments, String arg, Iterator<String> rest) {
    int equals = arg.indexOf('=');
    String flag = equals < 0 ? arg : arg.substring(0, equals);
    if (!flags.containsKey(flag)) {
      throw wrong(takesSecrets() ? "unknown flag" : "unknown flag " + OneLine.of(flag));
    }
    if (flags.get(flag) == null) {
      if (equals >= 0) {
        throw wrong(flag + " takes no value");
      }
      arguments.flag(flag, "");
    } else if (equals >= 0) {
      arguments.flag(flag, arg.substring(equals + 1));
    } else if (rest.hasNext()) {
      arguments.flag(flag, rest.next());
    } else {
      throw wrong(flag + " needs a value");
    }
  }

  /** An answer's text may be a password. */
  private boolean takesSecrets() {
    return words.contains("TEXT");
  }

  /** The refusal of what was typed. */
  UsageException wrong(String what) {
    return new UsageException(what + "; write: " + usage());
  }

  private Arguments counted(Arguments arguments) {
    int typed = arguments.words().size();
    if (typed < fewest) {
      throw wrong(words.get(typed) + " is missing");
    }
    if (typed > words.size() && !endless) {
      String surplus = "\"" + OneLine.of(arguments.words().get(words.size())) + "\" is too much";
      throw wrong(takesSecrets() ? "put a text of several words into quotes" : surplus);
    }
    for (int place = 0; place < typed; place++) {
      checkLiteral(arguments.words().get(place), word(place));
    }
    return arguments;
  }

  private void checkLiteral(String typed, @Nullable String name) {
    List<String> literals = literals(name);
    if (!literals.isEmpty() && !literals.contains(typed)) {
      throw wrong("\"%s\" is none of %s".formatted(OneLine.of(typed), String.join(", ", literals)));
    }
  }

  /** The words that a place's name stands for itself; empty where it names what is to be put in. */
  static List<String> literals(@Nullable String name) {
    return name == null || !name.matches("[a-z|-]+") ? List.of() : Arrays.asList(name.split("\\|"));
  }
}
