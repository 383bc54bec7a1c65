package spooler.api.mapi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Converts between a flag word's number and its set of constants. */
public final class Flags {
  private Flags() {}

  /** The flag word that holds exactly {@code flags}. */
  public static int word(Iterable<? extends Bit> flags) {
    int word = 0;
    for (Bit flag : flags) {
      word |= flag.bit();
    }
    return word;
  }

  /**
   * The constants whose bits are set in {@code word}.
   *
   * @throws MapiException with {@link HResult#MAPI_E_UNKNOWN_FLAGS} when a bit has no constant
   */
  public static <E extends Enum<E> & Bit> Set<E> of(Class<E> type, int word) throws MapiException {
    EnumSet<E> flags = EnumSet.noneOf(type);
    int unknown = word;
    for (E flag : EnumSet.allOf(type)) {
      if (flag.bit() != 0 && (word & flag.bit()) == flag.bit()) {
        flags.add(flag);
        unknown &= ~flag.bit();
      }
    }
    if (unknown != 0) {
      throw new MapiException(
          HResult.MAPI_E_UNKNOWN_FLAGS,
          "bits 0x%08X mean nothing to %s".formatted(unknown, type.getSimpleName()));
    }
    return Collections.unmodifiableSet(flags);
  }
}
