package spooler.transport.modem.at;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a modem is spoken to.
 *
 * @param init commands that are given before dialling, each with its AT; none where there is no
 *     modem
 * @param dial what is written before the number: {@code ATDT} by tone, {@code ATDP} by pulse,
 *     {@code ATD} as the modem has it
 * @param replyLimit how long the modem may take to answer a command
 * @param connectLimit how long from dialling to the carrier
 * @param guard the silence before and after +++ (S12)
 */
public record AtSettings(
    List<String> init, String dial, Duration replyLimit, Duration connectLimit, Duration guard) {
  private static final Pattern COMMAND = Pattern.compile("(?i)AT[\\x20-\\x7e]{0,200}");
  private static final Pattern DIAL = Pattern.compile("(?i)ATD[TP]?");
  private static final Pattern NUMBER = Pattern.compile("[0-9A-Da-d*#+,W@!() .-]{1,64}");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  public AtSettings {
    init = List.copyOf(init);
    for (String command : init) {
      if (!COMMAND.matcher(command).matches()) {
        throw new IllegalArgumentException(
            "init = \"%s\": write each command with its AT, e.g. AT&F1, ATE0V1X4"
                .formatted(printable(command)));
      }
    }
    if (!DIAL.matcher(dial).matches()) {
      throw new IllegalArgumentException(
          "dial = \"%s\": use ATDT (tone), ATDP (pulse) or ATD".formatted(printable(dial)));
    }
  }

  /**
   * A number that can be dialled: digits, pauses and the signs of V.250, nothing that ends the
   * command or begins another.
   *
   * @throws IllegalArgumentException that says what is wrong, and gives an example
   */
  public static String number(String text) {
    String number = text.strip();
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException(
          "number = \"%s\": use digits, * # + A to D, a comma for a pause and W to wait for a tone,"
                  .formatted(printable(number))
              + " e.g. 0,0043123456");
    }
    return number;
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
