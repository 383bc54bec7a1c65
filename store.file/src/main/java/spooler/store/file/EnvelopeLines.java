package spooler.store.file;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the lines of an envelope file one by one, and says of a bad one which it is. */
final class EnvelopeLines {
  private final List<String> lines;
  private int next;

  EnvelopeLines(List<String> lines) {
    this.lines = lines;
  }

  /** Whether lines are left. */
  boolean more() {
    return next < lines.size();
  }

  <T> T required(String key, Function<String, T> read) {
    T value = optional(key, read);
    if (value == null) {
      String found = more() ? "\"" + lines.get(next) + "\"" : "the end";
      throw new IllegalArgumentException(
          "line %d: \"%s: ...\" is missing before %s".formatted(next + 1, key, found));
    }
    return value;
  }

  <T> @Nullable T optional(String key, Function<String, T> read) {
    if (!more() || !lines.get(next).startsWith(key + ": ")) {
      return null;
    }
    try {
      T value = read.apply(lines.get(next).substring(key.length() + 2));
      next++;
      return value;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "line %d, \"%s\": %s".formatted(next + 1, lines.get(next), e.getMessage()), e);
    }
  }

  /** The constant whose name is written in small letters, with hyphens. */
  <E extends Enum<E>> E word(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
