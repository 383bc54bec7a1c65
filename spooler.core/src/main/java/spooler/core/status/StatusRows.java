package spooler.core.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;

/**
 * All rows that are there now: the three of MAPI's own, then the transports in profile order.
 * Thread-safe.
 */
public final class StatusRows {
  private final LiveRow spooler;
  private final List<LiveRow> own;
  private final Supplier<List<LiveRow>> transports;

  /** Makes MAPI's own rows; {@code transports} answers the others, in profile order. */
  public StatusRows(EntryIds ids, Advisers advisers, Supplier<List<LiveRow>> transports) {
    this.spooler = row(ids, advisers, ResourceType.SPOOLER, "spooler", ResourceMethod.FLUSH_QUEUES);
    this.own =
        List.of(
            row(ids, advisers, ResourceType.SUBSYSTEM, "subsystem"),
            spooler,
            row(ids, advisers, ResourceType.AB, "address book"));
    this.transports = transports;
  }

  private static LiveRow row(
      EntryIds ids, Advisers advisers, ResourceType type, String name, ResourceMethod... more) {
    Set<ResourceMethod> methods =
        more.length == 0
            ? Set.of(ResourceMethod.VALIDATE_STATE)
            : Set.of(ResourceMethod.VALIDATE_STATE, more[0]);
    return new LiveRow(ids.next(), type, 0, advisers)
        .set(PropertyTag.DISPLAY_NAME, name)
        .set(PropertyTag.RESOURCE_METHODS, methods)
        .setCode(StatusCode.AVAILABLE)
        .appear();
  }

  /** The spooler's own row. */
  public LiveRow spooler() {
    return spooler;
  }

  /** All rows, in order. */
  public List<LiveRow> all() {
    List<LiveRow> all = new ArrayList<>(own);
    transports.get().stream().filter(LiveRow::isListed).forEach(all::add);
    return all;
  }

  /** The row of that entry id, if it is (still) there. */
  public Optional<LiveRow> find(EntryId id) {
    return all().stream().filter(row -> row.id().equals(id)).findFirst();
  }
}
