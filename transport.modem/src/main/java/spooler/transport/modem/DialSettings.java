package spooler.transport.modem;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import spooler.transport.modem.at.AtSettings;
import spooler.transport.modem.at.Redial;

/**
 * Whom the modem dials, and what is done when that fails.
 *
 * @param number empty where there is no modem, and the far side is there once the line is open
 * @param mostFailures in a row, after which the number is left alone; 0 for never
 * @param rest how long it is left alone then
 * @param reset what brings a stuck device back: {@code dtr}, {@code run}, or commands with their AT
 * @param resetCommand the program of {@code run}
 * @param resetPause after the reset, before the device is opened again
 */
record DialSettings(
    AtSettings at,
    String number,
    Redial redial,
    int mostFailures,
    Duration rest,
    List<String> reset,
    List<String> resetCommand,
    Duration resetPause) {
  static final String DTR = "dtr";
  static final String RUN = "run";

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  DialSettings {
    reset = List.copyOf(reset);
    resetCommand = List.copyOf(resetCommand);
    number = number.isBlank() ? "" : AtSettings.number(number);
    for (String step : reset) {
      if (!step.equals(DTR)
          && !step.equals(RUN)
          && !step.toUpperCase(Locale.ROOT).matches("AT[\\x20-\\x7e]*")) {
        throw new IllegalArgumentException(
            "reset = \"%s\": use dtr, run, or commands with their AT, e.g. dtr; ATZ"
                .formatted(step.replaceAll("\\p{Cntrl}", "?")));
      }
    }
    if (reset.contains(RUN) == resetCommand.isEmpty()) {
      throw new IllegalArgumentException(
          "reset, resetCommand: a reset with run needs resetCommand, and only that,"
              + " e.g. resetCommand = /usr/local/bin/power-cycle modem");
    }
  }

  /** Whether there is a modem that has to dial. */
  boolean dials() {
    return !number.isEmpty();
  }
}
