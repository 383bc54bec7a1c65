package spooler.core.flush;

import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.store.FlushMark;
import spooler.api.store.StoreException;
import spooler.api.transport.SubmitResult;
import spooler.core.delivery.InboundLoop;
import spooler.core.delivery.Means;
import spooler.core.delivery.OutboundLoop;
import spooler.core.delivery.Tally;
import spooler.core.status.ShownText;
import spooler.core.status.StatusWord;
import spooler.core.transports.Lane;
import spooler.core.transports.TransportDefectException;

/**
 * The fourteen steps, on one lane (semantics 4.1). The comments number them.
 *
 * <p><b>Threads:</b> confined to the lane. <br>
 * <b>Failure:</b> a MapiException of the transport is the turn's result; a defect or a store
 * failure is thrown, and whoever runs the turn cleans up.
 */
final class LaneTurn {
  private static final Set<TransportNotification> END_OUTBOUND =
      Set.of(TransportNotification.END_OUTBOUND_FLUSH);
  private static final Set<TransportNotification> END_INBOUND =
      Set.of(TransportNotification.END_INBOUND_FLUSH);
  private static final Set<TransportNotification> END_BOTH =
      Set.of(TransportNotification.END_INBOUND_FLUSH, TransportNotification.END_OUTBOUND_FLUSH);

  private final Flush flush;
  private final Lane lane;
  private final Means means;
  private final FlushMark mark;
  private final @Nullable InboundHandler inbox;
  private final @Nullable Queue<MessageId> only;
  private final Tally tally;
  private final Set<TransportNotification> endsOwed = EnumSet.noneOf(TransportNotification.class);
  private Result result = Result.OK;

  /** How a lane's turn ended. */
  record Result(HResult code, String reason) {
    static final Result OK = new Result(HResult.S_OK, "");

    /** The reason may come from a transport, or from the far side through it. */
    Result {
      reason = ShownText.of(reason);
    }
  }

  /**
   * A lane's part of the turn.
   *
   * @param only these messages and no others, shared by all lanes of the turn; null for any
   */
  LaneTurn(
      Flush flush,
      Lane lane,
      Means means,
      FlushMark mark,
      @Nullable InboundHandler inbox,
      @Nullable Queue<MessageId> only,
      Tally tally) {
    this.flush = flush;
    this.lane = lane;
    this.means = means;
    this.mark = mark;
    this.inbox = inbox;
    this.only = only;
    this.tally = tally;
  }

  Result run() {
    try {
      walk();
    } catch (TransportDefectException | StoreException fault) {
      letGo(fault);
      throw fault;
    }
    flush.steps().note(14, lane, "the turn is over");
    return result;
  }

  /** The transport is told to release what it has, also after a fault (R42, R43). */
  private void letGo(RuntimeException fault) {
    if (endsOwed.isEmpty() || lane.transport().isCritical()) {
      return;
    }
    try {
      tell(13, EnumSet.copyOf(endsOwed));
    } catch (TransportDefectException another) {
      fault.addSuppressed(another);
    }
  }

  private void walk() {
    if (!announce()) {
      return;
    }
    endsOwed.addAll(END_BOTH);
    if (isSet(StatusCode.OUTBOUND_FLUSH)) {
      outbound();
    }
    if (mustEnd()) {
      endEarly();
    } else if (isSet(StatusCode.INBOUND_FLUSH)) { // step 10: the row is read again
      inbound();
    }
  }

  /** Steps 1 and 2. */
  private boolean announce() {
    Trace.Started step = flush.steps().start(1, lane);
    try {
      lane.flushQueues(flush.flags());
    } catch (MapiException declined) {
      step.end("FlushQueues refused: " + declined.getMessage());
      result = new Result(declined.hresult(), declined.getMessage());
      return false;
    }
    step.end("FlushQueues " + flush.flags());
    if (lane.transport().isCritical()) {
      endEarly();
      return false;
    }
    boolean takesPart = isSet(StatusCode.OUTBOUND_FLUSH) || isSet(StatusCode.INBOUND_FLUSH);
    flush.steps().note(2, lane, takesPart ? "the transport takes part" : "nothing to do for it");
    return takesPart;
  }

  /** Steps 3 to 9. */
  private void outbound() {
    if (flush.isAsked(FlushFlag.UPLOAD)) {
      submitAll();
    }
    if (mustEnd()) {
      return; // both directions are ended in one call
    }
    tell(8, END_OUTBOUND);
    lane.transport().row().clear(lane.index(), StatusCode.OUTBOUND_FLUSH); // R28, whatever it did
    flush.steps().note(9, lane, "what sending needed is free");
  }

  private void submitAll() {
    OutboundLoop loop =
        new OutboundLoop(
            lane,
            means,
            new OutboundLoop.Scope(
                mark,
                flush.isAsked(FlushFlag.FORCE),
                only == null ? lane.transport().notices().openRelease() : 0,
                only,
                () -> mayGoOn(StatusCode.OUTBOUND_FLUSH)),
            tally);
    Trace.Started submits = flush.steps().start(3, lane);
    try {
      loop.run();
    } finally {
      submits.end("SubmitMessage for %d".formatted(loop.submitted()));
      flush.steps().note(4, lane, "answered each");
      flush.steps().note(5, lane, "EndMessage for each that was taken");
      flush
          .steps()
          .note(
              6,
              lane,
              "%d sent, %d refused for good"
                  .formatted(tally.counts().sent(), tally.counts().failed()));
      flush.steps().note(7, lane, mustEnd() ? "ended early" : "nothing eligible is left");
    }
    SubmitResult.NetworkError fault = loop.lineFault();
    if (fault != null) {
      result = new Result(HResult.MAPI_E_NETWORK_ERROR, fault.reason());
    }
  }

  /** Steps 10 to 13. */
  private void inbound() {
    if (flush.isAsked(FlushFlag.DOWNLOAD)) {
      fetchAll();
    }
    if (mustEnd()) {
      endEarly();
      return;
    }
    tell(12, END_INBOUND);
    lane.transport().row().clear(lane.index(), StatusCode.INBOUND_FLUSH); // R35, whatever it did
    flush.steps().note(13, lane, "everything is free");
  }

  private void fetchAll() {
    if (inbox == null) {
      result =
          new Result(
              HResult.MAPI_E_NO_SUPPORT,
              "there is no inbox, so fetched mail stays on the far side: install inbox.maildir");
      flush.steps().note(10, lane, "no inbox is installed: nothing is fetched");
      return;
    }
    InboundLoop loop = new InboundLoop(lane, inbox, () -> mayGoOn(StatusCode.INBOUND_FLUSH), tally);
    Trace.Started starts = flush.steps().start(10, lane);
    try {
      loop.run();
    } catch (MapiException notFetched) {
      result = new Result(notFetched.hresult(), notFetched.getMessage());
    } finally {
      starts.end("StartMessage for %d".formatted(loop.started()));
      flush.steps().note(11, lane, "%d received".formatted(tally.counts().received()));
    }
  }

  /** The seed's last paragraph: both flags in one call, everything is released (R39). */
  private void endEarly() {
    if (lane.transport().isCritical()) {
      result = new Result(HResult.MAPI_E_CALL_FAILED, "it reported a critical error");
      return; // R83: nothing is called any more
    }
    tell(8, END_BOTH); // also after END_OUTBOUND_FLUSH: a shutdown is one call with both (R39)
    lane.transport().row().clear(lane.index(), StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
    flush.steps().note(13, lane, "ended early; everything is free");
    if (lane.transport().isLeaving()) {
      result = new Result(HResult.MAPI_E_NOT_FOUND, "it left while it was sending or fetching");
    }
    lane.transport()
        .pause()
        .ifPresent(pause -> result = new Result(HResult.S_FALSE, pause.toString()));
  }

  private void tell(int number, Set<TransportNotification> what) {
    Trace.Started step = flush.steps().start(number, lane);
    endsOwed.removeAll(what); // once each (R42), whatever comes of it
    lane.tell(what);
    step.end("TransportNotify " + what);
  }

  private boolean mayGoOn(StatusCode bit) {
    return isSet(bit) && !mustEnd();
  }

  private boolean mustEnd() {
    return flush.isStopping() || lane.mustStop();
  }

  private boolean isSet(StatusCode bit) {
    return StatusWord.isSet(lane.word(), bit);
  }
}
