package spooler.core.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.Flags;
import spooler.api.mapi.ObjectType;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable.Change;
import spooler.api.transport.StatusRowUpdate;

/**
 * One row of the status table as it lives. Place 0 of its status words belongs to the spooler,
 * place n + 1 to the row's lane n; the row shows a bit while any of them has it.
 *
 * <p><b>Threads:</b> any, without a lock: words are atomic, columns a concurrent map; a reader may
 * see a change between two columns, never half a column.
 */
public final class LiveRow {
  private static final Set<PropertyTag<?>> OWNED_BY_SPOOLER =
      Set.of(
          PropertyTag.ENTRYID,
          PropertyTag.OBJECT_TYPE,
          PropertyTag.INSTANCE_KEY,
          PropertyTag.ROWID,
          PropertyTag.RESOURCE_TYPE,
          PropertyTag.RESOURCE_FLAGS,
          PropertyTag.RESOURCE_METHODS,
          PropertyTag.PROVIDER_DLL_NAME,
          PropertyTag.PROVIDER_UID,
          PropertyTag.STATUS_CODE,
          SpoolerTag.HONOURS_NO_UI,
          SpoolerTag.RESOURCE,
          SpoolerTag.RESOURCE_HOLDER,
          SpoolerTag.PAUSED,
          SpoolerTag.RANKING,
          SpoolerTag.ADDRESS_TYPES);
  private static final int MOST_COLUMNS = 64;
  private static final Set<PropertyTag<?>> IDENTITY =
      Set.of(
          PropertyTag.IDENTITY_DISPLAY,
          PropertyTag.IDENTITY_ENTRYID,
          PropertyTag.IDENTITY_SEARCH_KEY);

  private final EntryId id;
  private final ResourceType type;
  private final Advisers advisers;
  private final AtomicIntegerArray words;
  private final ConcurrentMap<PropertyTag<?>, Object> columns = new ConcurrentHashMap<>();
  private volatile String said = "";
  private final AtomicReference<Presence> presence = new AtomicReference<>(Presence.NEW);

  /** Whether it is in the table, and who saw to it. */
  private enum Presence {
    /** The spooler has not shown it yet. */
    NEW,
    SHOWN,
    /** Its transport has taken it away, and may bring it back. */
    HIDDEN,
    /** The spooler has taken it away for good. */
    GONE
  }

  /** A row that nobody sees yet. */
  public LiveRow(EntryId id, ResourceType type, int lanes, Advisers advisers) {
    this.id = id;
    this.type = type;
    this.advisers = advisers;
    this.words = new AtomicIntegerArray(lanes + 1);
  }

  /** PR_ENTRYID. */
  public EntryId id() {
    return id;
  }

  /** PR_RESOURCE_TYPE. */
  public ResourceType type() {
    return type;
  }

  /** Sets a column; the spooler's own way in. Text may come from elsewhere all the same. */
  public <T> LiveRow set(PropertyTag<T> tag, T value) {
    Object kept = value instanceof String text ? ShownText.of(text) : value;
    if (!kept.equals(columns.put(tag, kept))) {
      changed();
    }
    return this;
  }

  /**
   * Says in the spooler's own words how it is; the transport's text is not shown meanwhile.
   *
   * @param text empty for nothing
   */
  public LiveRow say(String text) {
    String words = ShownText.of(text);
    if (!said.equals(words)) {
      said = words;
      changed();
    }
    return this;
  }

  /** Removes a column. */
  public void unset(PropertyTag<?> tag) {
    if (columns.remove(tag) != null) {
      changed();
    }
  }

  /** Sets the spooler's own bits of the status word; a row that has some is shown. */
  public LiveRow setCode(StatusCode... codes) {
    int word = Flags.word(Set.of(codes));
    if (words.getAndSet(0, word) != word) {
      changed();
    }
    if (word != 0) {
      move(Presence.HIDDEN, Presence.SHOWN, Change.ADDED);
    }
    return this;
  }

  /** The status word of one lane. */
  public int word(int lane) {
    return words.get(lane + 1);
  }

  /** The status word that the row shows. */
  public int word() {
    int word = 0;
    for (int i = 0; i < words.length(); i++) {
      word |= words.get(i);
    }
    return word;
  }

  /**
   * Takes a lane's change (ModifyStatusRow): columns that belong to the spooler are ignored, as are
   * values of the wrong type, and more columns than a row has. A creation that says nothing takes
   * the row away, if nobody else has a bit in it (R15).
   *
   * @return the lane's status word before
   */
  public int apply(int lane, StatusRowUpdate update) {
    int before = merge(lane, update);
    if (update.creates() && !update.isEmpty()) {
      move(Presence.HIDDEN, Presence.SHOWN, Change.ADDED);
    } else if (update.creates() && word() == 0) {
      move(Presence.SHOWN, Presence.HIDDEN, Change.DELETED);
      columns.keySet().removeIf(tag -> !isSpoolers(tag));
    }
    return before;
  }

  private static boolean isSpoolers(PropertyTag<?> tag) {
    return OWNED_BY_SPOOLER.contains(tag) || tag.equals(PropertyTag.DISPLAY_NAME);
  }

  private int merge(int lane, StatusRowUpdate update) {
    int before;
    if (update.creates()) {
      before = change(lane, word -> Flags.word(update.raised()));
    } else {
      int raised = Flags.word(update.raised());
      int cleared = Flags.word(update.cleared());
      before = change(lane, word -> (word | raised) & ~cleared);
    }
    boolean columnChanged = false;
    for (Map.Entry<PropertyTag<?>, Object> column : update.columns().entrySet()) {
      columnChanged |= applyColumn(column.getKey(), column.getValue());
    }
    if (columnChanged || before != word(lane)) {
      changed();
    }
    return before;
  }

  /** Clears bits of one lane, whoever set them. */
  public void clear(int lane, StatusCode... codes) {
    int mask = Flags.word(Set.of(codes));
    if ((change(lane, word -> word & ~mask) & mask) != 0) {
      changed();
    }
  }

  private int change(int lane, IntUnaryOperator change) {
    return words.getAndUpdate(lane + 1, change);
  }

  private boolean applyColumn(PropertyTag<?> tag, Object value) {
    boolean isFull = columns.size() >= MOST_COLUMNS && !columns.containsKey(tag);
    Object kept = OWNED_BY_SPOOLER.contains(tag) || isFull ? null : ColumnValue.kept(tag, value);
    if (kept == null || (tag.equals(PropertyTag.DISPLAY_NAME) && isBlank(kept))) {
      return false;
    }
    return !Objects.deepEquals(kept, columns.put(tag, kept));
  }

  private static boolean isBlank(@Nullable Object value) {
    return value == null || (value instanceof String text && text.isBlank());
  }

  private void changed() {
    if (presence.get() == Presence.SHOWN) {
      advisers.tell(Change.MODIFIED, id);
    }
  }

  /** It is in the table from now on. */
  public LiveRow appear() {
    move(Presence.NEW, Presence.SHOWN, Change.ADDED);
    return this;
  }

  /** It is not in the table any more, and will not be. */
  public void disappear() {
    if (presence.getAndSet(Presence.GONE) == Presence.SHOWN) {
      advisers.tell(Change.DELETED, id);
    }
  }

  private void move(Presence from, Presence to, Change change) {
    if (presence.compareAndSet(from, to)) {
      advisers.tell(change, id);
    }
  }

  /** Whether its transport wants it in the table. */
  boolean isListed() {
    return presence.get() != Presence.HIDDEN;
  }

  /** The row as it is now. */
  public StatusRow snapshot() {
    Map<PropertyTag<?>, Object> all = new LinkedHashMap<>();
    all.put(PropertyTag.ENTRYID, id);
    all.put(PropertyTag.OBJECT_TYPE, ObjectType.STATUS);
    all.put(PropertyTag.INSTANCE_KEY, EntryIds.instanceKey(id));
    all.put(PropertyTag.RESOURCE_TYPE, type);
    columns.forEach((tag, value) -> all.put(tag, ColumnValue.shown(value)));
    if (!all.keySet().containsAll(IDENTITY)) {
      all.keySet().removeAll(IDENTITY); // all of them or none (R17)
    }
    Set<StatusCode> codes = StatusWord.codes(word());
    all.put(PropertyTag.STATUS_CODE, codes);
    String words = said;
    Object pause = all.get(SpoolerTag.PAUSED);
    if (pause != null && words.isEmpty()) {
      words = pause.toString(); // what its transport says of itself matters less now
    }
    if (!words.isEmpty()) {
      all.put(PropertyTag.STATUS_STRING, words);
    } else if (isBlank(all.get(PropertyTag.STATUS_STRING))) {
      all.put(PropertyTag.STATUS_STRING, inWords(codes)); // R16
    }
    return StatusRow.of(all);
  }

  private static String inWords(Set<StatusCode> codes) {
    if (codes.contains(StatusCode.FAILURE)) {
      return "in trouble";
    }
    if (codes.contains(StatusCode.OFFLINE)) {
      return "offline";
    }
    return codes.contains(StatusCode.AVAILABLE) ? "available" : "not available";
  }
}
