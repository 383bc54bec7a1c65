package spooler.core.session;

import java.util.Optional;
import java.util.Set;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.DialogFlag;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.transport.TransportStatus;
import spooler.core.status.Validity;
import spooler.core.transports.Lane;
import spooler.core.transports.TimedCall;
import spooler.core.transports.Transport;

/**
 * A transport's status object as clients hold it: the transport's own, behind the spooler's checks.
 */
final class TransportObject implements StatusObject {
  private final Transport transport;
  private final SessionParts parts;
  private final boolean mail;
  private final Validity validity;

  /**
   * The object of that transport.
   *
   * @param mail whether its session may flush
   */
  TransportObject(Transport transport, SessionParts parts, boolean mail, Validity validity) {
    this.transport = transport;
    this.parts = parts;
    this.mail = mail;
    this.validity = validity;
  }

  @Override
  public StatusRow properties() throws MapiException {
    check();
    return transport.row().snapshot();
  }

  @Override
  public void validateState(Set<ValidateFlag> flags) throws MapiException {
    Set<ValidateFlag> unchanged = Set.copyOf(flags);
    call(ResourceMethod.VALIDATE_STATE, status -> status.validateState(unchanged));
    if (unchanged.contains(ValidateFlag.CONFIG_CHANGED)) {
      parts.registry().refresh(transport); // R79
    }
  }

  @Override
  public void settingsDialog(Set<DialogFlag> flags) throws MapiException {
    Set<DialogFlag> unchanged = Set.copyOf(flags);
    call(ResourceMethod.SETTINGS_DIALOG, status -> status.settingsDialog(unchanged));
  }

  @Override
  public void changePassword(String oldPassword, String newPassword) throws MapiException {
    call(ResourceMethod.CHANGE_PASSWORD, status -> status.changePassword(oldPassword, newPassword));
  }

  @Override
  public FlushTicket flushQueues(EntryId target, Set<FlushFlag> flags) throws MapiException {
    Lane lane = laneFor(ResourceMethod.FLUSH_QUEUES);
    if (!target.isNone()) {
      throw new MapiException(
          HResult.MAPI_E_INVALID_PARAMETER,
          "a transport's own object takes no target: use the spooler's object for that");
    }
    Refusals.refuseWithoutMail(mail);
    Refusals.refuseAsync(transport.name(), flags);
    Set<FlushFlag> unchanged = Set.copyOf(flags);
    return parts
        .engine()
        .askThrough(
            transport,
            unchanged,
            () -> call(lane, ResourceMethod.FLUSH_QUEUES, own -> own.flushQueues(unchanged)));
  }

  /** A call of the transport's own status object. */
  private interface OwnCall {
    void on(TransportStatus own) throws MapiException;
  }

  private void call(ResourceMethod method, OwnCall body) throws MapiException {
    call(laneFor(method), method, body);
  }

  /** Into the transport on a thread of its own, with a deadline: it may hang or throw anything. */
  private void call(Lane lane, ResourceMethod method, OwnCall body) throws MapiException {
    TimedCall.within(
        parts.logonPatience(), transport.name() + " in " + method, () -> body.on(lane.status()));
  }

  private Lane laneFor(ResourceMethod method) throws MapiException {
    check();
    if (!transport.description().methods().contains(method)) {
      throw Refusals.noSupport(transport.name(), method);
    }
    Optional<Lane> lane = transport.usableLanes().stream().findFirst();
    if (lane.isEmpty() || !transport.isActive()) { // R83: no call after a critical error
      throw new MapiException(
          HResult.MAPI_E_NOT_FOUND,
          "%s is not logged on: %s"
              .formatted(transport.name(), transport.row().snapshot().statusString()));
    }
    return lane.get();
  }

  private void check() throws MapiException {
    validity.check();
    if (transport.isLeaving()) {
      throw new MapiException(HResult.MAPI_E_INVALID_OBJECT, transport.name() + " has left"); // R86
    }
  }

  @Override
  public void close() {
    validity.end();
  }
}
