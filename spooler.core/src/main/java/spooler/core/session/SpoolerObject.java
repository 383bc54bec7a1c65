package spooler.core.session;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.Pause;
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
import spooler.core.status.LiveRow;
import spooler.core.status.Validity;
import spooler.core.transports.Transport;

/** The status object of MAPI's own rows; only the spooler's flushes. Any thread. */
final class SpoolerObject implements StatusObject {
  private final LiveRow row;
  private final SessionParts parts;
  private final boolean mail;
  private final Validity validity;

  /**
   * The object of that row.
   *
   * @param mail whether its session may flush
   */
  SpoolerObject(LiveRow row, SessionParts parts, boolean mail, Validity validity) {
    this.row = row;
    this.parts = parts;
    this.mail = mail;
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
    if (row.type() != ResourceType.SPOOLER) {
      return;
    }
    if (flags.contains(ValidateFlag.CONFIG_CHANGED)) {
      parts.registry().active().forEach(parts.registry()::refresh); // R79
    } else {
      parts.registry().reviveAll(parts.logonPatience()); // semantics 3.5
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
    Refusals.refuseWithoutMail(mail);
    return parts.engine().request(target.isNone() ? null : transport(target), flags);
  }

  /** lpTargetTransport (R5, R7). */
  private @Nullable Transport transport(EntryId target) throws MapiException {
    parts.ids().check(target);
    var transport = parts.registry().find(target);
    if (transport.isEmpty()) {
      boolean another = parts.rows().find(target).isPresent();
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
    Optional<Pause> pause = transport.get().pause();
    if (pause.isPresent()) {
      throw new MapiException(
          HResult.MAPI_E_NO_ACCESS,
          "%s is %s; resume it first".formatted(transport.get(), pause.get()));
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
