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
    TransportStatus status = own(ResourceMethod.VALIDATE_STATE);
    call("validateState", () -> status.validateState(flags));
  }

  @Override
  public void settingsDialog(Set<DialogFlag> flags) throws MapiException {
    TransportStatus status = own(ResourceMethod.SETTINGS_DIALOG);
    call("settingsDialog", () -> status.settingsDialog(flags));
  }

  @Override
  public void changePassword(String oldPassword, String newPassword) throws MapiException {
    TransportStatus status = own(ResourceMethod.CHANGE_PASSWORD);
    call("changePassword", () -> status.changePassword(oldPassword, newPassword));
  }

  @Override
  public FlushTicket flushQueues(EntryId target, Set<FlushFlag> flags) throws MapiException {
    TransportStatus status = own(ResourceMethod.FLUSH_QUEUES);
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
            transport, unchanged, () -> call("flushQueues", () -> status.flushQueues(unchanged)));
  }

  /** Into the transport on a thread of its own, with a deadline: it may hang or throw anything. */
  private void call(String what, Transport.ClientCall body) throws MapiException {
    TimedCall.within(parts.logonPatience(), transport.name() + " in " + what, body);
  }

  private TransportStatus own(ResourceMethod method) throws MapiException {
    check();
    if (!transport.description().methods().contains(method)) {
      throw Refusals.noSupport(transport.name(), method);
    }
    Optional<Lane> lane = transport.usableLanes().stream().findFirst();
    if (lane.isEmpty()) {
      throw new MapiException(
          HResult.MAPI_E_NOT_FOUND,
          "%s is not logged on: %s"
              .formatted(transport.name(), transport.row().snapshot().statusString()));
    }
    return lane.get().status();
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
