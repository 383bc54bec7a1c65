package spooler.transport.modem.at;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result code, verbal or numeric (V.250 section 5.7.1 and the customs since Hayes).
 *
 * @param code what it says
 * @param speed in bits a second as a CONNECT tells it; 0 for not told
 * @param text as it came
 */
record Result(Code code, int speed, String text) {
  private static final Pattern SPEED = Pattern.compile("CONNECT\\s+(\\d{2,8})\\b.*");
  private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}");
  private static final int[] NUMERIC_SPEEDS = {
    0, 300, 0, 0, 0, 1200, 0, 0, 0, 0, 2400, 4800, 9600, 14_400, 19_200, 0, 0, 0, 57_600
  };

  /** What a result code says. */
  enum Code {
    /** Done. */
    OK,
    /** Connected to a far side. */
    CONNECT,
    /** A call comes in. */
    RING,
    /** There is no carrier, or it was lost. */
    NO_CARRIER,
    /** The command was not understood, or refused. */
    ERROR,
    /** The line is dead or in use. */
    NO_DIALTONE,
    /** The far side is engaged. */
    BUSY,
    /** The far side rings and nobody takes the call. */
    NO_ANSWER,
    /** The modem refuses to dial this number for a while, as some countries demand. */
    DELAYED,
    /** The modem refuses to dial this number until somebody frees it. */
    BLACKLISTED
  }

  /** What a line from the modem is; null for anything else, such as an echo or noise. */
  static @Nullable Result of(String line) {
    String word = line.strip().toUpperCase(Locale.ROOT);
    if (NUMERIC.matcher(word).matches()) {
      return numeric(Integer.parseInt(word), line);
    }
    Code code = verbal(word);
    return code == null ? null : new Result(code, code == Code.CONNECT ? speed(word) : 0, line);
  }

  private static @Nullable Code verbal(String word) {
    if (word.equals("CONNECT") || word.startsWith("CONNECT ")) {
      return Code.CONNECT;
    }
    if (word.startsWith("DELAYED")) {
      return Code.DELAYED;
    }
    if (word.startsWith("+CME ERROR") || word.startsWith("+CMS ERROR")) {
      return Code.ERROR;
    }
    return switch (word) {
      case "OK" -> Code.OK;
      case "RING" -> Code.RING;
      case "NO CARRIER" -> Code.NO_CARRIER;
      case "ERROR", "COMMAND NOT SUPPORT" -> Code.ERROR;
      case "NO DIALTONE", "NO DIAL TONE" -> Code.NO_DIALTONE;
      case "BUSY" -> Code.BUSY;
      case "NO ANSWER" -> Code.NO_ANSWER;
      case "BLACKLISTED", "BLACK LISTED" -> Code.BLACKLISTED;
      default -> null;
    };
  }

  private static int speed(String word) {
    Matcher told = SPEED.matcher(word);
    return told.matches() ? Integer.parseInt(told.group(1)) : 0;
  }

  private static @Nullable Result numeric(int number, String line) {
    Code code =
        switch (number) {
          case 0 -> Code.OK;
          case 2 -> Code.RING;
          case 3 -> Code.NO_CARRIER;
          case 4 -> Code.ERROR;
          case 6 -> Code.NO_DIALTONE;
          case 7 -> Code.BUSY;
          case 8 -> Code.NO_ANSWER;
          default -> number == 9 ? null : Code.CONNECT;
        };
    int speed = number < NUMERIC_SPEEDS.length ? NUMERIC_SPEEDS[number] : 0;
    return code == null
        ? null
        : new Result(code, code == Code.CONNECT ? (number == 1 ? 0 : speed) : 0, line);
  }
}
