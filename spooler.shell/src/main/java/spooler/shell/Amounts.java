package spooler.shell;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes in a few characters, for people. */
final class Amounts {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Amounts() {}

  /** A span in its largest unit: {@code 42 s}, {@code 7 min}, {@code 3 h}, {@code 12 d}. */
  static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /** Milliseconds with microseconds behind the point: {@code 12.345 ms}. */
  static String millis(Duration span) {
    return String.format(Locale.ROOT, "%.3f ms", span.toNanos() / 1e6);
  }

  /** Bytes in powers of 1000: {@code 512 B}, {@code 1.5 kB}. */
  static String size(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.95 && unit < UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  /** A count with its noun: {@code 1 message}, {@code 2 messages}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
