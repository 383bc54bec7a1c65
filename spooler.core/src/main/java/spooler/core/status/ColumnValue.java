package spooler.core.status;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;

/**
 * A column's value as a row keeps it: its own copy, which nobody can change, fit to be shown, and
 * no larger than people read.
 */
final class ColumnValue {
  private static final int MOST_BYTES = 4_096;

  private ColumnValue() {}

  /** What is kept of a transport's value; null for what no row takes. */
  static @Nullable Object kept(PropertyTag<?> tag, Object value) {
    try {
      Object right = tag.cast(value);
      if (right instanceof String text) {
        return ShownText.of(text);
      }
      if (right instanceof byte[] bytes) {
        return bytes.length <= MOST_BYTES ? bytes.clone() : null;
      }
      return isImmutable(right) ? right : null;
    } catch (MapiException wrongType) {
      return null;
    }
  }

  private static boolean isImmutable(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof Enum<?>
        || value instanceof EntryId
        || value instanceof UUID
        || value instanceof Instant;
  }

  /** A reader's own copy. */
  static Object shown(Object kept) {
    return kept instanceof byte[] bytes ? bytes.clone() : kept;
  }
}
