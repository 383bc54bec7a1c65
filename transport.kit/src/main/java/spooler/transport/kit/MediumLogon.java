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
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;

/**
 * A lane over a {@link Medium}: keeps the flush bits, connects at the first message of a turn,
 * keeps the connection through the turn, and frees line and resource in steps 9 and 13.
 *
 * <p><b>Threads:</b> data calls on the lane's thread, notifications on any; the fields they share
 * are guarded by {@code this}, which is never held while the medium or the spooler is called. <br>
 * <b>Failure:</b> a line that cannot be opened ends the turn (the flush bits are cleared) and costs
 * no message an attempt. One that breaks is opened again for the next message; when it breaks again
 * at once, that ends the turn too. A defect of the medium closes the line and reaches the spooler.
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
  private final Line line;
  private final Link link;
  private final RowText text;

  private long lastRef = MessageRef.INBOUND.value(); // lane's thread only
  private boolean downloadAsked; // guarded by this
  private @Nullable MessageRef inHand; // guarded by this

  /** Signs on: makes the row. */
  public MediumLogon(TransportSupport support, Traits traits, Medium medium) {
    this(support, traits, medium, new Link(traits));
  }

  /**
   * Signs on one of several lanes over the same link.
   *
   * @param link the same for all of them
   */
  public MediumLogon(TransportSupport support, Traits traits, Medium medium, Link link) {
    this.support = support;
    this.traits = traits;
    this.medium = medium;
    this.line = new Line(support, traits, medium);
    this.link = link;
    this.text = link.text();
    link.join(this);
    support.modifyStatusRow(
        StatusRowUpdate.create()
            .raise(StatusCode.AVAILABLE)
            .with(PropertyTag.PROVIDER_DISPLAY, traits.provider())
            .text(text.toString()));
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
    boolean download = flags.contains(FlushFlag.DOWNLOAD) && fetches();
    if (!upload && !download) {
      endTurn(text.toString());
      return;
    }
    try {
      line.begin();
    } catch (MapiException taken) {
      endTurn(text.trouble(taken.getMessage())); // a client may have raised the bits (R45)
      throw taken;
    }
    medium.beginTurn();
    askForDownload(download);
    support.modifyStatusRow(
        StatusRowUpdate.update()
            .raise(upload ? StatusCode.OUTBOUND_FLUSH : StatusCode.INBOUND_FLUSH)
            .text(link.begin(this, upload ? "sending" : "fetching")));
  }

  /** Whether this lane fetches in a turn. */
  private boolean fetches() {
    return traits.receives() && link.isFetchedBy(this);
  }

  @Override
  public SubmitResult submitMessage(OutboundMessage message, Set<SubmitFlag> flags) {
    support.modifyStatusRow(SENDING);
    takeInHand(message);
    boolean ended = false;
    try {
      SubmitResult result = trySend(message);
      ended = result instanceof SubmitResult.Ok; // then EndMessage comes
      return result;
    } finally {
      letGo();
      if (!ended) {
        support.modifyStatusRow(SENT);
      }
    }
  }

  private SubmitResult trySend(OutboundMessage message) {
    try {
      connect();
    } catch (IOException | MapiException down) {
      String reason = reason(down);
      link.endTurn(text.trouble(reason));
      return networkError(reason);
    }
    showPeer();
    try {
      SubmitResult result = medium.send(new StoppableMessage(message, this::mayGoOn));
      worked();
      if (result instanceof SubmitResult.NetworkError notNow) {
        link.endTurn(text.trouble(notNow.reason())); // it would say the same to the next message
      }
      return result;
    } catch (IOException broken) {
      return broke(reason(broken));
    } catch (RuntimeException | Error defect) {
      line.release(); // who knows how far it came: never go on in the middle of a message
      throw defect;
    }
  }

  private void connect() throws IOException, MapiException {
    if (line.connect()) {
      link.connected();
    }
  }

  private SubmitResult broke(String reason) {
    line.hangUp();
    if (link.broke()) {
      link.endTurn(text.trouble(reason));
    } else {
      support.modifyStatusRow(StatusRowUpdate.update().text(text.trouble(reason)));
    }
    return networkError(reason);
  }

  private void showPeer() {
    if (text.talksTo(medium.peer())) {
      support.modifyStatusRow(StatusRowUpdate.update().text(text.toString()));
    }
  }

  private void worked() {
    link.worked();
    if (text.works()) {
      support.modifyStatusRow(StatusRowUpdate.update().text(text.toString()));
    }
  }

  private boolean mayGoOn() {
    return line.isUp() && support.spoolerYield() == Yield.CONTINUE;
  }

  private SubmitResult networkError(String reason) {
    return support.spoolerYield() == Yield.CANCEL_MESSAGE
        ? new SubmitResult.Cancelled()
        : new SubmitResult.NetworkError(traits.retryAfter(), reason);
  }

  @Override
  public EndResult endMessage(MessageRef ref) {
    support.modifyStatusRow(SENT);
    return EndResult.SENT;
  }

  @Override
  public void startMessage(InboundMessage message) throws MapiException {
    if (!traits.receives()) {
      return;
    }
    support.modifyStatusRow(RECEIVING);
    try {
      connect();
      showPeer();
      boolean more = medium.receive(message);
      showPeer(); // it may have something to say of what is left there
      worked();
      if (more && line.isUp()) { // not after the lane has signed off
        support.spoolerNotify(new SpoolerNotification.NewMail());
      }
    } catch (IOException broken) {
      line.hangUp();
      String reason = reason(broken);
      link.endTurn(text.trouble(reason));
      throw new MapiException(HResult.MAPI_E_NETWORK_ERROR, reason, broken);
    } catch (RuntimeException | Error defect) {
      line.release();
      throw defect;
    } finally {
      support.modifyStatusRow(RECEIVED);
    }
  }

  @Override
  public void transportNotify(
      Set<TransportNotification> what, @Nullable NotificationTarget target) {
    if (what.contains(TransportNotification.CANCEL_MESSAGE) && isInHand(target)) {
      line.hangUp(); // the blocked call fails; the message's fate is the spooler's
    }
    StatusRowUpdate change = begun(endOfFlush(what), what);
    if (!change.isEmpty()) {
      support.modifyStatusRow(change);
    }
    if (traits.receives()) {
      listen(what);
    }
  }

  private void listen(Set<TransportNotification> what) {
    if (what.contains(TransportNotification.END_INBOUND)) {
      medium.listen(false);
    } else if (what.contains(TransportNotification.BEGIN_INBOUND)) {
      medium.listen(true);
    }
  }

  private StatusRowUpdate endOfFlush(Set<TransportNotification> what) {
    StatusRowUpdate change = StatusRowUpdate.update();
    boolean endOutbound = what.contains(TransportNotification.END_OUTBOUND_FLUSH);
    boolean endInbound = what.contains(TransportNotification.END_INBOUND_FLUSH);
    if (!endOutbound && !endInbound) {
      return change;
    }
    if (endOutbound) {
      change = change.clear(StatusCode.OUTBOUND_FLUSH);
    }
    if (endInbound) {
      change = change.clear(StatusCode.INBOUND_FLUSH);
    }
    boolean fetchNow = takeDownloadAsked() && !endInbound;
    if (fetchNow) {
      return change.raise(StatusCode.INBOUND_FLUSH).text(text.doing("fetching")); // step 9
    }
    line.release();
    medium.endTurn();
    return change.text(link.ready(this));
  }

  private StatusRowUpdate begun(StatusRowUpdate change, Set<TransportNotification> what) {
    StatusRowUpdate more = change;
    for (TransportNotification one : what) {
      more =
          switch (one) {
            case BEGIN_INBOUND -> more.raise(StatusCode.INBOUND_ENABLED);
            case END_INBOUND -> more.clear(StatusCode.INBOUND_ENABLED);
            case BEGIN_OUTBOUND -> more.raise(StatusCode.OUTBOUND_ENABLED);
            case END_OUTBOUND -> more.clear(StatusCode.OUTBOUND_ENABLED);
            case BEGIN_OUTBOUND_FLUSH -> more.raise(StatusCode.OUTBOUND_FLUSH);
            case BEGIN_INBOUND_FLUSH -> fetches() ? more.raise(StatusCode.INBOUND_FLUSH) : more;
            default -> more;
          };
    }
    return more;
  }

  /** Nothing to do: ends a connection that ordinary delivery left open. */
  @Override
  public void idle() {
    line.release();
  }

  @Override
  public TransportStatus status() {
    return new MediumStatus(support, traits, medium);
  }

  @Override
  public void close() {
    line.end();
    link.leave(this);
    support.modifyStatusRow(StatusRowUpdate.create());
  }

  /** Stops the flush from this side (R37): the spooler starts nothing more in this turn. */
  void endTurn(String why) {
    askForDownload(false);
    support.modifyStatusRow(
        StatusRowUpdate.update()
            .clear(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH)
            .text(why));
  }

  private void takeInHand(OutboundMessage message) {
    MessageRef ref = new MessageRef(++lastRef);
    synchronized (this) {
      inHand = ref;
    }
    message.assignRef(ref);
  }

  private synchronized void letGo() {
    inHand = null;
  }

  /** Whether a cancel means the message that is under way, not one that was done meanwhile. */
  private synchronized boolean isInHand(@Nullable NotificationTarget target) {
    if (target instanceof NotificationTarget.InHand message) {
      return inHand == null || message.ref().equals(inHand);
    }
    return target == null; // a deferred message is not in anybody's hand
  }

  private synchronized void askForDownload(boolean asked) {
    downloadAsked = asked;
  }

  private synchronized boolean takeDownloadAsked() {
    boolean asked = downloadAsked;
    downloadAsked = false;
    return asked;
  }

  private static String reason(Exception fault) {
    String message = fault.getMessage();
    return message != null ? message : fault.toString();
  }
}
