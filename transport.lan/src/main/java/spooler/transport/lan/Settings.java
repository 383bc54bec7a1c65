package spooler.transport.lan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import spooler.transport.kit.Setting;

/** Reads single values of a configuration. Each refuses a wrong one in plain words. */
final class Settings {
  private Settings() {}

  static String text(String key, String example, Supplier<String> value) {
    return Setting.read(key, example, value).strip();
  }

  static int number(String key, int least, int most, Supplier<Integer> value) {
    int number = Setting.read(key, String.valueOf(least), value);
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s = %d: use a number from %d to %d".formatted(key, number, least, most));
    }
    return number;
  }

  static Duration seconds(String key, int least, int most, Supplier<Integer> value) {
    return Duration.ofSeconds(number(key, least, most, value));
  }

  static <E extends Enum<E>> E word(String key, Class<E> words, Supplier<String> value) {
    E[] all = Objects.requireNonNull(words.getEnumConstants());
    String first = all[0].name().toLowerCase(Locale.ROOT);
    String given = text(key, first, value);
    return Stream.of(all)
        .filter(one -> one.name().equalsIgnoreCase(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s = \"%s\": use one of %s"
                        .formatted(key, given, Arrays.toString(all).toLowerCase(Locale.ROOT))));
  }

  static Path path(String key, String text, Path home) {
    try {
      return home.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException(
          "%s = \"%s\": that cannot be a folder's name".formatted(key, text), malformed);
    }
  }
}
