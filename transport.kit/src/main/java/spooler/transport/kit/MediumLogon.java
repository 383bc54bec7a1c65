package spooler.transport.kit;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.SubmitFlag;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;

/**
 * A lane over a {@link Medium}: keeps the flush bits, connects at the first message of a turn,
 * keeps the connection through the turn, and frees line and resource in steps 9 and 13.
 *
 * <p><b>Threads:</b> data calls on the lane's thread, notifications on any; the fields they share
 * are guarded by {@code this}, which is never held while the medium or the spooler is called. <br>
 * <b>Failure:</b> a line that cannot be opened ends the turn (the flush bits are cleared) and costs
 * no message an attempt; one that breaks later is opened again for the next message.
 */
public final class MediumLogon implements TransportLogon {
  private static final StatusRowUpdate SENDING =
      StatusRowUpdate.update().raise(StatusCode.OUTBOUND_ACTIVE);
  private static final StatusRowUpdate SENT =
      StatusRowUpdate.update().clear(StatusCode.OUTBOUND_ACTIVE);
  private static final StatusRowUpdate RECEIVING =
      StatusRowUpdate.update().raise(StatusCode.INBOUND_ACTIVE);
  private static final StatusRowUpdate RECEIVED =
      StatusRowUpdate.update().clear(StatusCode.INBOUND_ACTIVE);

  private final TransportSupport support;
  private final Traits traits;
  private final Medium medium;

  private boolean open; // guarded by this
  private boolean downloadAsked; // guarded by this
  private @Nullable ResourceLease lease; // guarded by this

  /** Signs on: makes the row. */
  public MediumLogon(TransportSupport support, Traits traits, Medium medium) {
    this.support = support;
    this.traits = traits;
    this.medium = medium;
    support.modifyStatusRow(
        StatusRowUpdate.create()
            .raise(StatusCode.AVAILABLE)
            .with(PropertyTag.PROVIDER_DISPLAY, traits.provider())
            .text("ready"));
  }

  @Override
  public AddressTypes addressTypes() {
    return traits.addressTypes();
  }

  @Override
  public Set<LogonOption> options() {
    return Set.of(LogonOption.IDLE);
  }

  @Override
  public void flushQueues(Set<FlushFlag> flags) throws MapiException {
    boolean upload = flags.contains(FlushFlag.UPLOAD);
    boolean download = flags.contains(FlushFlag.DOWNLOAD) && traits.receives();
    if (!upload && !download) {
      clearFlushBits("nothing to fetch here");
      return;
    }
    acquire();
    synchronized (this) {
      downloadAsked = download;
    }
    support.modifyStatusRow(
        StatusRowUpdate.update()
            .raise(upload ? StatusCode.OUTBOUND_FLUSH : StatusCode.INBOUND_FLUSH)
            .text(upload ? "sending" : "fetching"));
  }

  @Override
  public SubmitResult submitMessage(OutboundMessage message, Set<SubmitFlag> flags) {
    support.modifyStatusRow(SENDING);
    SubmitResult result = trySend(message);
    if (!(result instanceof SubmitResult.Ok)) {
      support.modifyStatusRow(SENT); // no EndMessage will come
    }
    return result;
  }

  private SubmitResult trySend(OutboundMessage message) {
    try {
      connect();
    } catch (IOException | MapiException down) {
      clearFlushBits(down.getMessage());
      return new SubmitResult.NetworkError(traits.retryAfter(), text(down));
    }
    try {
      return medium.send(message);
    } catch (IOException broken) {
      hangUp();
      return new SubmitResult.NetworkError(traits.retryAfter(), text(broken));
    }
  }

  @Override
  public EndResult endMessage(MessageRef ref) {
    support.modifyStatusRow(SENT);
    return EndResult.SENT;
  }

  @Override
  public void startMessage(InboundMessage message) throws MapiException {
    support.modifyStatusRow(RECEIVING);
    try {
      connect();
      if (medium.receive(message)) {
        support.spoolerNotify(new SpoolerNotification.NewMail());
      }
    } catch (IOException broken) {
      hangUp();
      clearFlushBits(text(broken));
      throw new MapiException(HResult.MAPI_E_NETWORK_ERROR, text(broken), broken);
    } finally {
      support.modifyStatusRow(RECEIVED);
    }
  }

  @Override
  public void transportNotify(
      Set<TransportNotification> what, @Nullable NotificationTarget target) {
    StatusRowUpdate change = StatusRowUpdate.update();
    boolean endOutbound = what.contains(TransportNotification.END_OUTBOUND_FLUSH);
    boolean endInbound = what.contains(TransportNotification.END_INBOUND_FLUSH);
    if (endOutbound) {
      change = change.clear(StatusCode.OUTBOUND_FLUSH).text("ready");
    }
    if (endInbound) {
      change = change.clear(StatusCode.INBOUND_FLUSH).text("ready");
    }
    if (endOutbound && !endInbound && takeDownloadAsked()) {
      change = change.raise(StatusCode.INBOUND_FLUSH).text("fetching"); // step 9
    } else if (endOutbound || endInbound) {
      hangUp();
      releaseResource();
    }
    support.modifyStatusRow(enablements(change, what));
    if (what.contains(TransportNotification.CANCEL_MESSAGE)) {
      hangUp(); // the blocked call fails; the message's fate is the spooler's
    }
  }

  private static StatusRowUpdate enablements(
      StatusRowUpdate change, Set<TransportNotification> what) {
    StatusRowUpdate more = change;
    for (TransportNotification one : what) {
      more =
          switch (one) {
            case BEGIN_INBOUND -> more.raise(StatusCode.INBOUND_ENABLED);
            case END_INBOUND -> more.clear(StatusCode.INBOUND_ENABLED);
            case BEGIN_OUTBOUND -> more.raise(StatusCode.OUTBOUND_ENABLED);
            case END_OUTBOUND -> more.clear(StatusCode.OUTBOUND_ENABLED);
            default -> more;
          };
    }
    return more;
  }

  /** Nothing to do: ends a connection that ordinary delivery left open. */
  @Override
  public void idle() {
    hangUp();
    releaseResource();
  }

  @Override
  public TransportStatus status() {
    return traits.flushesItself() ? new FlushingStatus(support) : new TransportStatus() {};
  }

  @Override
  public void close() {
    hangUp();
    releaseResource();
    support.modifyStatusRow(StatusRowUpdate.create());
  }

  private void connect() throws IOException, MapiException {
    synchronized (this) {
      if (open) {
        return;
      }
      open = true; // from here on a hang-up from another thread reaches the medium
    }
    acquire();
    try {
      medium.open();
    } catch (IOException | MapiException | RuntimeException failed) {
      hangUp();
      throw failed;
    }
  }

  private void hangUp() {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
    }
    medium.close();
  }

  private void acquire() throws MapiException {
    String resource = traits.resource();
    synchronized (this) {
      if (resource == null || lease != null) {
        return;
      }
    }
    ResourceLease granted = support.acquire(resource, traits.resourceLimit());
    synchronized (this) {
      lease = granted;
    }
  }

  private void releaseResource() {
    ResourceLease held;
    synchronized (this) {
      held = lease;
      lease = null;
    }
    if (held != null) {
      held.close();
    }
  }

  private synchronized boolean takeDownloadAsked() {
    boolean asked = downloadAsked;
    downloadAsked = false;
    return asked;
  }

  private void clearFlushBits(@Nullable String why) {
    StatusRowUpdate change =
        StatusRowUpdate.update().clear(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
    support.modifyStatusRow(why == null ? change : change.text(why));
  }

  private static String text(Exception fault) {
    String message = fault.getMessage();
    return message != null ? message : fault.toString();
  }
}
