package spooler.transport.kit;

import java.util.function.Supplier;
import org.osgi.service.component.ComponentException;

/** Reads one value of a configuration. */
public final class Setting {
  private Setting() {}

  /**
   * The value, or a message that says which key holds what cannot be read.
   *
   * @throws IllegalArgumentException in plain words, when it is of the wrong kind
   */
  public static <T> T read(String key, String example, Supplier<T> value) {
    try {
      return value.get();
    } catch (ComponentException | NumberFormatException unreadable) {
      throw new IllegalArgumentException(
          "%s cannot be read: write it like %s = %s".formatted(key, key, example), unreadable);
    }
  }
}
