package spooler.core.session;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.DialogFlag;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.core.flush.FlushEngine;
import spooler.core.status.EntryIds;
import spooler.core.status.LiveRow;
import spooler.core.status.StatusRows;
import spooler.core.status.Validity;
import spooler.core.transports.Registry;
import spooler.core.transports.Transport;

/** The status object of MAPI's own rows; only the spooler's flushes. Any thread. */
final class SpoolerObject implements StatusObject {
  private final LiveRow row;
  private final StatusRows rows;
  private final EntryIds ids;
  private final Registry registry;
  private final FlushEngine engine;
  private final Validity validity;

  SpoolerObject(
      LiveRow row,
      StatusRows rows,
      EntryIds ids,
      Registry registry,
      FlushEngine engine,
      Validity validity) {
    this.row = row;
    this.rows = rows;
    this.ids = ids;
    this.registry = registry;
    this.engine = engine;
    this.validity = validity;
  }

  @Override
  public StatusRow properties() throws MapiException {
    validity.check();
    return row.snapshot();
  }

  @Override
  public void validateState(Set<ValidateFlag> flags) throws MapiException {
    validity.check();
    if (flags.contains(ValidateFlag.CONFIG_CHANGED)) {
      registry.active().forEach(registry::refresh); // R79
    }
  }

  @Override
  public void settingsDialog(Set<DialogFlag> flags) throws MapiException {
    validity.check();
    throw Refusals.noSupport(name(), ResourceMethod.SETTINGS_DIALOG); // R8
  }

  @Override
  public void changePassword(String oldPassword, String newPassword) throws MapiException {
    validity.check();
    throw Refusals.noSupport(name(), ResourceMethod.CHANGE_PASSWORD); // R8
  }

  @Override
  public FlushTicket flushQueues(EntryId target, Set<FlushFlag> flags) throws MapiException {
    validity.check();
    if (row.type() != ResourceType.SPOOLER) {
      throw Refusals.noSupport(name(), ResourceMethod.FLUSH_QUEUES);
    }
    return engine.request(target.isNone() ? null : transport(target), flags);
  }

  /** lpTargetTransport (R5, R7). */
  private @Nullable Transport transport(EntryId target) throws MapiException {
    ids.check(target);
    var transport = registry.find(target);
    if (transport.isEmpty()) {
      boolean another = rows.find(target).isPresent();
      throw another
          ? new MapiException(HResult.MAPI_E_INVALID_ENTRYID, "the target is not a transport's row")
          : new MapiException(
              HResult.MAPI_E_NOT_FOUND, "the target has left: query the status table again");
    }
    if (!transport.get().isActive()) {
      throw new MapiException(
          HResult.MAPI_E_NOT_FOUND,
          "%s is not logged on: %s"
              .formatted(transport.get().name(), transport.get().row().snapshot().statusString()));
    }
    return transport.get();
  }

  private String name() {
    return row.snapshot().displayName();
  }

  @Override
  public void close() {
    validity.end();
  }
}
