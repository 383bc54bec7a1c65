package spooler.shell;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands, and how each is written. */
enum Verb {
  SUBMIT("FILE [--from ADDRESS] [--to ADDRESS]...", 1, 1),
  STATUS("", 0, 0),
  QUEUE("", 0, 0),
  SHOW("ID", 1, 1),
  HISTORY("[N]", 0, 1),
  HOLD("ID...", 1, Integer.MAX_VALUE),
  RELEASE("ID...", 1, Integer.MAX_VALUE),
  CANCEL("ID... [--stop]", 1, Integer.MAX_VALUE),
  RETRY("ID... [--at TIME | --in SPAN]", 1, Integer.MAX_VALUE),
  SEND("[TRANSPORT] [--no-ui]", 0, 1),
  FETCH("[TRANSPORT] [--no-ui]", 0, 1),
  TRACE("[FLUSH]", 0, 1),
  QUESTIONS("", 0, 0),
  ANSWER("ID [TEXT] [--none]", 1, 2);

  /** A flag as the syntax has it; the name of its value behind it, where it takes one. */
  private static final Pattern FLAG = Pattern.compile("(--[a-z-]+)( [A-Z]+)?");

  private final String syntax;
  private final int fewest;
  private final int most;

  Verb(String syntax, int fewest, int most) {
    this.syntax = syntax;
    this.fewest = fewest;
    this.most = most;
  }

  /** The command of that name; empty when there is none. */
  static Optional<Verb> named(String name) {
    return Arrays.stream(values()).filter(verb -> verb.word().equals(name)).findFirst();
  }

  /** All names, for people. */
  static String names() {
    return Arrays.stream(values()).map(Verb::word).collect(Collectors.joining(", "));
  }

  /** The name, as it is typed. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How the command is written. */
  String usage() {
    return (word() + " " + syntax).strip();
  }

  /**
   * Sorts what was typed after the name into words and flags. A flag that takes a value takes the
   * next argument, or what stands behind its equals sign; after {@code --} everything is a word.
   *
   * @throws UsageException which never repeats what may be a secret, for an unknown flag, a flag
   *     without its value or with one too many, too few or too many words
   */
  Arguments parse(String... args) {
    Arguments arguments = new Arguments(this);
    Iterator<String> rest = Arrays.asList(args).iterator();
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
    return counted(arguments);
  }

  private void flag(Arguments arguments, String arg, Iterator<String> rest) {
    int equals = arg.indexOf('=');
    String flag = equals < 0 ? arg : arg.substring(0, equals);
    if (!takesValue(flag)) {
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

  /** The refusal of what was typed. */
  UsageException wrong(String what) {
    return new UsageException(what + "; write: " + usage());
  }

  private boolean takesValue(String flag) {
    Matcher known = FLAG.matcher(syntax);
    while (known.find()) {
      if (known.group(1).equals(flag)) {
        return known.group(2) != null;
      }
    }
    throw wrong(this == ANSWER ? "unknown flag" : "unknown flag " + OneLine.of(flag));
  }

  private Arguments counted(Arguments arguments) {
    int words = arguments.words().size();
    if (words < fewest) {
      throw wrong(syntax.split("[ .]", 2)[0] + " is missing");
    }
    if (words > most) {
      String surplus = "\"" + OneLine.of(arguments.words().get(most)) + "\" is too much";
      throw wrong(this == ANSWER ? "put an answer of several words into quotes" : surplus);
    }
    return arguments;
  }
}
