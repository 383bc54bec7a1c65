package spooler.api.transport;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;

/**
 * A change to a transport's row (the arguments of ModifyStatusRow). Immutable; each method answers
 * a new update that says one thing more.
 *
 * <p>Bits are raised and cleared one by one, so that the lanes of a transport do not overwrite each
 * other: the row shows a bit while any lane has it raised.
 */
public final class StatusRowUpdate {
  private static final StatusRowUpdate CREATE =
      new StatusRowUpdate(true, Set.of(), Set.of(), Map.of());
  private static final StatusRowUpdate UPDATE =
      new StatusRowUpdate(false, Set.of(), Set.of(), Map.of());

  private final boolean create;
  private final Set<StatusCode> raised;
  private final Set<StatusCode> cleared;
  private final Map<PropertyTag<?>, Object> columns;

  private StatusRowUpdate(
      boolean create,
      Set<StatusCode> raised,
      Set<StatusCode> cleared,
      Map<PropertyTag<?>, Object> columns) {
    this.create = create;
    this.raised = raised;
    this.cleared = cleared;
    this.columns = columns;
  }

  /** Makes the row (flags 0); with no column and no bit it removes this lane's part (R13, R15). */
  public static StatusRowUpdate create() {
    return CREATE;
  }

  /** Merges into the row (STATUSROW_UPDATE): only what is said here changes. */
  public static StatusRowUpdate update() {
    return UPDATE;
  }

  /** Sets bits of PR_STATUS_CODE. */
  public StatusRowUpdate raise(StatusCode... bits) {
    Set<StatusCode> more = copy(raised);
    Set<StatusCode> less = copy(cleared);
    for (StatusCode bit : bits) {
      more.add(bit);
      less.remove(bit);
    }
    return new StatusRowUpdate(create, more, less, columns);
  }

  /** Clears bits of PR_STATUS_CODE. */
  public StatusRowUpdate clear(StatusCode... bits) {
    Set<StatusCode> more = copy(cleared);
    Set<StatusCode> less = copy(raised);
    for (StatusCode bit : bits) {
      more.add(bit);
      less.remove(bit);
    }
    return new StatusRowUpdate(create, less, more, columns);
  }

  /** Sets PR_STATUS_STRING, the state in words. */
  public StatusRowUpdate text(String text) {
    return with(PropertyTag.STATUS_STRING, text);
  }

  /** Sets another column; those that belong to the spooler are ignored. */
  public <T> StatusRowUpdate with(PropertyTag<T> tag, T value) {
    Map<PropertyTag<?>, Object> more = new LinkedHashMap<>(columns);
    more.put(tag, value);
    return new StatusRowUpdate(create, raised, cleared, more);
  }

  /** Whether the row is made anew. */
  public boolean creates() {
    return create;
  }

  /** Whether it says nothing at all. */
  public boolean isEmpty() {
    return raised.isEmpty() && cleared.isEmpty() && columns.isEmpty();
  }

  /** Bits to set. */
  public Set<StatusCode> raised() {
    return Collections.unmodifiableSet(raised);
  }

  /** Bits to clear. */
  public Set<StatusCode> cleared() {
    return Collections.unmodifiableSet(cleared);
  }

  /** Columns to set. */
  public Map<PropertyTag<?>, Object> columns() {
    return Collections.unmodifiableMap(columns);
  }

  private static Set<StatusCode> copy(Set<StatusCode> bits) {
    Set<StatusCode> copy = EnumSet.noneOf(StatusCode.class);
    copy.addAll(bits);
    return copy;
  }
}
