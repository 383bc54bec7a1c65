package spooler.transport.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the values of settings that hold several. */
final class Words {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private Words() {}

  /** A program and its arguments: at blanks, but not within double quotes. No shell is meant. */
  static List<String> ofCommand(String text) {
    List<String> words = new ArrayList<>();
    Matcher next = WORD.matcher(text);
    while (next.find()) {
      words.add(next.group(1) != null ? next.group(1) : next.group(2));
    }
    return words;
  }

  /** At semicolons, because commands to modems may have commas in them. */
  static List<String> ofList(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(";", -1)) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }
}
