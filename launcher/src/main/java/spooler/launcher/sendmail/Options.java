package spooler.launcher.sendmail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line, as programs have written it since Sendmail.
 *
 * @param fromHeader {@code -t}: whom it is for stands in the message
 * @param dotEnds whether a line with one dot ends the message; not with {@code -i} and {@code -oi}
 * @param dialogue {@code -bs}: the caller speaks SMTP itself
 * @param sender {@code -f} or {@code -r}; null for the user who calls
 * @param fullName {@code -F}; null for none
 */
record Options(
    boolean fromHeader,
    boolean dotEnds,
    boolean dialogue,
    @Nullable String sender,
    @Nullable String fullName,
    List<String> recipients) {
  /** Options with a value that means nothing here: it may stand in a word of its own. */
  private static final String IGNORED_WITH_VALUE = "BCdDhLNOpRVX";

  /** Reads it. */
  static Options parse(String... args) throws ExitException {
    Reader reader = new Reader(Arrays.asList(args).iterator());
    reader.read();
    return new Options(
        reader.fromHeader,
        reader.dotEnds,
        reader.dialogue,
        reader.sender,
        reader.fullName,
        List.copyOf(reader.recipients));
  }

  private static final class Reader {
    private final Iterator<String> words;
    private final List<String> recipients = new ArrayList<>();
    private boolean fromHeader;
    private boolean dotEnds = true;
    private boolean dialogue;
    private @Nullable String sender;
    private @Nullable String fullName;

    Reader(Iterator<String> words) {
      this.words = words;
    }

    void read() throws ExitException {
      boolean options = true;
      while (words.hasNext()) {
        String word = words.next();
        if (!options || !word.startsWith("-") || word.equals("-")) {
          recipients.add(word);
        } else if (word.equals("--")) {
          options = false;
        } else {
          option(word);
        }
      }
    }

    private void option(String word) throws ExitException {
      char letter = word.charAt(1);
      switch (letter) {
        case 't' -> flags(word);
        case 'i' -> flags(word);
        case 'v', 'm', 'n', 'U', 'G' -> flags(word);
        case 'f', 'r' -> sender = value(word);
        case 'F' -> fullName = value(word);
        case 'o' -> old(word);
        case 'b' -> mode(word);
        case 'q' -> throw usage("-q: the spooler sends by itself; bin/spooler send does it now");
        default -> {
          if (IGNORED_WITH_VALUE.indexOf(letter) < 0) {
            throw usage(word + " is not known");
          }
          value(word);
        }
      }
    }

    /** Several letters may stand together: {@code -ti}. */
    private void flags(String word) throws ExitException {
      for (char letter : word.substring(1).toCharArray()) {
        if ("tivmnUG".indexOf(letter) < 0) {
          throw usage(word + " is not known");
        }
        fromHeader |= letter == 't';
        dotEnds &= letter != 'i';
      }
    }

    /** {@code -oi}; {@code -oem} and the like mean nothing here. */
    private void old(String word) {
      dotEnds &= !word.equals("-oi");
    }

    private void mode(String word) throws ExitException {
      switch (word) {
        case "-bm" -> dialogue = false;
        case "-bs" -> dialogue = true;
        default -> throw usage(word + " is not there; -bm and -bs are");
      }
    }

    private String value(String word) throws ExitException {
      if (word.length() > 2) {
        return word.substring(2);
      }
      if (!words.hasNext()) {
        throw usage(word + " needs a value");
      }
      return words.next();
    }

    private static ExitException usage(String why) {
      return new ExitException(
          ExitException.USAGE,
          why + "; usage: sendmail [-t] [-i] [-f SENDER] [-F NAME] [-bs] [--] [RECIPIENT]...");
    }
  }
}
