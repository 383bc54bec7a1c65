package spooler.api.status;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;

/**
 * One row of the status table as it was when it was read: the columns asked for, and their values.
 */
public final class StatusRow {
  private final Map<PropertyTag<?>, Object> columns;

  private StatusRow(Map<PropertyTag<?>, Object> columns) {
    this.columns = columns;
  }

  /** A row with these columns, in this order. */
  public static StatusRow of(Map<PropertyTag<?>, Object> columns) {
    return new StatusRow(Collections.unmodifiableMap(new LinkedHashMap<>(columns)));
  }

  /** All columns, in order. */
  public Map<PropertyTag<?>, Object> columns() {
    return columns;
  }

  /** The value of a column; null where the row has none or the column was not asked for. */
  @SuppressWarnings("unchecked") // values were checked by PropertyTag.cast when the row was made
  public <T> @Nullable T get(PropertyTag<T> tag) {
    return (T) columns.get(tag);
  }

  /** The same row with these columns only, in this order. */
  public StatusRow project(Iterable<PropertyTag<?>> tags) {
    Map<PropertyTag<?>, Object> some = new LinkedHashMap<>();
    for (PropertyTag<?> tag : tags) {
      Object value = columns.get(tag);
      if (value != null) {
        some.put(tag, value);
      }
    }
    return new StatusRow(Collections.unmodifiableMap(some));
  }

  /** PR_ENTRYID; {@link EntryId#NONE} when the column was not asked for. */
  public EntryId entryId() {
    return orElse(PropertyTag.ENTRYID, EntryId.NONE);
  }

  /** PR_DISPLAY_NAME; empty when the column was not asked for. */
  public String displayName() {
    return orElse(PropertyTag.DISPLAY_NAME, "");
  }

  /** PR_RESOURCE_TYPE; null when the column was not asked for. */
  public @Nullable ResourceType resourceType() {
    return get(PropertyTag.RESOURCE_TYPE);
  }

  /** PR_RESOURCE_METHODS; empty when the column was not asked for. */
  public Set<ResourceMethod> methods() {
    return orElse(PropertyTag.RESOURCE_METHODS, Set.of());
  }

  /** PR_STATUS_CODE; empty when the column was not asked for. */
  public Set<StatusCode> statusCode() {
    return orElse(PropertyTag.STATUS_CODE, Set.of());
  }

  /** PR_STATUS_STRING; empty when the column was not asked for. */
  public String statusString() {
    return orElse(PropertyTag.STATUS_STRING, "");
  }

  private <T> T orElse(PropertyTag<T> tag, T absent) {
    T value = get(tag);
    return value != null ? value : absent;
  }

  @Override
  public String toString() {
    return columns.toString();
  }
}
