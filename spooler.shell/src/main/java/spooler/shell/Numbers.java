package spooler.shell;

import java.util.Optional;
import spooler.api.command.Call;

/** Numbers that people type. */
final class Numbers {
  private Numbers() {}

  /**
   * A number from 1 on.
   *
   * @param most the largest
   * @param usual where none was typed
   */
  static int upTo(int most, int usual, Call call, Optional<String> typed) {
    String word = typed.orElse(String.valueOf(usual));
    boolean isNumber = word.matches("[0-9]{1,9}");
    if (!isNumber || Integer.parseInt(word) < 1 || Integer.parseInt(word) > most) {
      throw call.wrong("\"%s\" is no number from 1 to %d".formatted(OneLine.of(word), most));
    }
    return Integer.parseInt(word);
  }
}
