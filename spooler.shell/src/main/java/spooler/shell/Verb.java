package spooler.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands, and how each is written. */
enum Verb {
  SUBMIT("FILE [--from ADDRESS] [--to ADDRESS]...", 1, 1, "--from", "--to"),
  STATUS("", 0, 0),
  QUEUE("", 0, 0),
  SEND("[TRANSPORT]", 0, 1),
  FETCH("[TRANSPORT]", 0, 1),
  TRACE("[FLUSH]", 0, 1);

  private final String syntax;
  private final int fewest;
  private final int most;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot change
  private final List<String> flags;

  Verb(String syntax, int fewest, int most, String... flags) {
    this.syntax = syntax;
    this.fewest = fewest;
    this.most = most;
    this.flags = List.of(flags);
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
   * Sorts what was typed after the name into words and flags. A flag takes the next argument, or
   * what stands behind its equals sign; after {@code --} everything is a word.
   *
   * @throws UsageException for an unknown flag, a flag without its value, too few or too many words
   */
  Arguments parse(String... args) {
    Arguments arguments = new Arguments(this);
    boolean flagsEnded = false;
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (flagsEnded || !arg.startsWith("-") || arg.equals("-")) {
        arguments.word(arg);
      } else if (arg.equals("--")) {
        flagsEnded = true;
      } else if (arg.contains("=")) {
        arguments.flag(
            known(arg.substring(0, arg.indexOf('='))), arg.substring(arg.indexOf('=') + 1));
      } else {
        String flag = known(arg);
        if (++i == args.length) {
          throw wrong(flag + " needs a value");
        }
        arguments.flag(flag, args[i]);
      }
    }
    return counted(arguments);
  }

  /** The refusal of what was typed. */
  UsageException wrong(String what) {
    return new UsageException(what + "; write: " + usage());
  }

  private String known(String flag) {
    if (!flags.contains(flag)) {
      throw wrong("unknown flag " + OneLine.of(flag));
    }
    return flag;
  }

  private Arguments counted(Arguments arguments) {
    int words = arguments.words().size();
    if (words < fewest) {
      throw wrong(syntax.substring(0, syntax.indexOf(' ')) + " is missing");
    }
    if (words > most) {
      throw wrong("\"" + OneLine.of(arguments.words().get(most)) + "\" is too much");
    }
    return arguments;
  }
}
