package spooler.api.status;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.Bit;
import spooler.api.mapi.Flags;
import spooler.api.mapi.PropertyTag;

/** Which rows of a table are wanted (SRestriction). */
public sealed interface Restriction {
  /** Whether the row is wanted. */
  boolean matches(StatusRow row);

  /** Starts a restriction on one property (SPropertyRestriction). */
  static <T> PropertyTest<T> property(PropertyTag<T> tag) {
    return new PropertyTest<>(tag);
  }

  /** What a property is tested for. */
  record PropertyTest<T>(PropertyTag<T> tag) {
    /** The row has the property and it equals {@code value} (RELOP_EQ). */
    public Restriction is(T value) {
      return new Property(tag, value);
    }

    /** The row has the property (RES_EXIST). */
    public Restriction exists() {
      return new Exist(tag);
    }

    /** At least one of the bits is set in the property (RES_BITMASK, BMR_NEZ). */
    public Restriction hasAnyOf(Collection<? extends Bit> bits) {
      return new BitMask(tag, Flags.word(bits));
    }
  }

  /** The property has exactly this value (RES_PROPERTY with RELOP_EQ). */
  record Property(PropertyTag<?> tag, Object value) implements Restriction {
    @Override
    public boolean matches(StatusRow row) {
      return Objects.deepEquals(value, row.columns().get(tag));
    }
  }

  /** The row has the property (RES_EXIST). */
  record Exist(PropertyTag<?> tag) implements Restriction {
    @Override
    public boolean matches(StatusRow row) {
      return row.columns().containsKey(tag);
    }
  }

  /** Any bit of the mask is set in the property (RES_BITMASK). */
  record BitMask(PropertyTag<?> tag, int mask) implements Restriction {
    @Override
    public boolean matches(StatusRow row) {
      return (word(row.columns().get(tag)) & mask) != 0;
    }

    private static int word(@Nullable Object value) {
      if (value instanceof Integer number) {
        return number;
      }
      int word = 0;
      if (value instanceof Iterable<?> flags) {
        for (Object flag : flags) {
          word |= flag instanceof Bit bit ? bit.bit() : 0;
        }
      }
      return word;
    }
  }

  /** All of them match (RES_AND). */
  record And(List<Restriction> all) implements Restriction {
    /** Copies the list. */
    public And {
      all = List.copyOf(all);
    }

    @Override
    public boolean matches(StatusRow row) {
      return all.stream().allMatch(one -> one.matches(row));
    }
  }

  /** One of them matches (RES_OR). */
  record Or(List<Restriction> any) implements Restriction {
    /** Copies the list. */
    public Or {
      any = List.copyOf(any);
    }

    @Override
    public boolean matches(StatusRow row) {
      return any.stream().anyMatch(one -> one.matches(row));
    }
  }

  /** It does not match (RES_NOT). */
  record Not(Restriction inner) implements Restriction {
    @Override
    public boolean matches(StatusRow row) {
      return !inner.matches(row);
    }
  }
}
