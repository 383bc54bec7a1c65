package spooler.shell;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a {@link Table}.
 *
 * @param text for people, fit for a terminal
 * @param data for programs
 * @param tone how it is shown where there are colours
 */
record Cell(String text, @Nullable Object data, Tone tone) {
  /** What a colour says. */
  enum Tone {
    PLAIN(""),
    HEADING("1"),
    GOOD("32"),
    WARN("33"),
    BAD("31");

    private final String code;

    Tone(String code) {
      this.code = code;
    }

    /** The text in this tone (ECMA-48, Select Graphic Rendition). */
    String paint(String text) {
      return code.isEmpty() || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
  }

  /** Shows a value as it is. */
  static Cell of(@Nullable Object value) {
    if (value instanceof Cell cell) {
      return cell;
    }
    boolean isValue =
        value instanceof Number
            || value instanceof Boolean
            || value instanceof Instant
            || value instanceof Duration
            || value instanceof Enum<?>;
    String text = OneLine.of(String.valueOf(value));
    return new Cell(text, isValue ? value : text, Tone.PLAIN);
  }

  /** Shows a value in other words. */
  static Cell of(String text, @Nullable Object data) {
    return new Cell(OneLine.of(text), data, Tone.PLAIN);
  }

  /** Shows that there is nothing. */
  static Cell none() {
    return new Cell("-", null, Tone.PLAIN);
  }

  /** Shows a value, or that there is none. */
  static Cell orNone(@Nullable Object value) {
    return value == null ? none() : of(value);
  }

  Cell good() {
    return new Cell(text, data, Tone.GOOD);
  }

  Cell warn() {
    return new Cell(text, data, Tone.WARN);
  }

  Cell bad() {
    return new Cell(text, data, Tone.BAD);
  }

  static Cell good(String text) {
    return of(text).good();
  }

  static Cell warn(String text) {
    return of(text).warn();
  }

  static Cell bad(String text) {
    return of(text).bad();
  }
}
