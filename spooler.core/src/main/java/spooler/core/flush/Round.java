package spooler.core.flush;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.Pause;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushReport;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.StatusCode;
import spooler.api.store.Channel;
import spooler.api.store.FlushMark;
import spooler.api.store.StoreException;
import spooler.core.delivery.Means;
import spooler.core.status.StatusWord;
import spooler.core.transports.Registry;
import spooler.core.transports.ResourceBroker;
import spooler.core.transports.Transport;

/**
 * The turns of one flush: transport after transport in profile order, the next one only when the
 * one before is done (R19, R36).
 *
 * <p><b>Threads:</b> the one that runs flushes; it keeps nothing from one flush to the next. <br>
 * <b>Failure:</b> a turn that fails is told in the flush's report, and the next one follows.
 */
final class Round {
  private static final StatusCode[] FLUSH_BITS = {
    StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH
  };

  /** How long a flush waits for the successor of a transport that left in the middle of it. */
  private static final Duration SUCCESSION = Duration.ofSeconds(2);

  private final Registry registry;
  private final ResourceBroker broker;
  private final Means means;
  private final Supplier<@Nullable InboundHandler> inbox;
  private final Duration patience;

  Round(
      Registry registry,
      ResourceBroker broker,
      Means means,
      Supplier<@Nullable InboundHandler> inbox,
      Duration patience) {
    this.registry = registry;
    this.broker = broker;
    this.means = means;
    this.inbox = inbox;
    this.patience = patience;
  }

  void run(Flush flush) throws InterruptedException {
    Transport target = flush.target();
    List<Transport> todo = new ArrayList<>(target == null ? registry.active() : List.of(target));
    Set<Transport> successors = new HashSet<>();
    FlushMark mark = newMark(flush);
    flush.expect(total(flush, todo));
    while (mark != null && !todo.isEmpty() && !flush.isStopping()) {
      Transport next = firstInOrder(concerned(flush, todo));
      if (next == null) {
        return;
      }
      todo.remove(next);
      if (flush.isUnsolicited()
          && !successors.contains(next)
          && StatusWord.flushBits(next.row().word()).isEmpty()) {
        return; // it has thought better of it (R51)
      }
      FlushReport.Turn turn = one(flush, next, mark);
      Optional<Transport> successor = successor(flush, next);
      flush.end(successor.isPresent() ? handedOn(turn) : turn);
      if (successor.isPresent()) {
        todo.add(successor.get());
        successors.add(successor.get());
        mark = newMark(flush); // what the leaver had claimed and not submitted carries the old one
      }
    }
  }

  /** How many messages are to be sent: kept by the store, not counted. */
  private long total(Flush flush, List<Transport> todo) {
    Chosen chosen = flush.chosen();
    if (chosen != null || !flush.isAsked(FlushFlag.UPLOAD)) {
      return chosen == null ? 0 : chosen.size();
    }
    Set<Channel> theirs = new HashSet<>();
    todo.forEach(one -> theirs.addAll(means.router().channelsOf(one.name(), false)));
    return means.store().counts().entrySet().stream()
        .filter(entry -> theirs.contains(entry.getKey()))
        .mapToLong(entry -> entry.getValue().waiting() + entry.getValue().claimed())
        .sum();
  }

  /**
   * Who goes on for one that left before or in its turn: an update is a matter of a moment, and the
   * flush is not over for it. What the leaver could not send, the new version is offered once.
   */
  private Optional<Transport> successor(Flush flush, Transport leaver) throws InterruptedException {
    return leaver.isLeaving() && !flush.isStopping()
        ? registry.awaitSuccessor(leaver, SUCCESSION)
        : Optional.empty();
  }

  private static FlushReport.Turn handedOn(FlushReport.Turn turn) {
    return new FlushReport.Turn(
        turn.transport(), HResult.S_OK, "it was replaced; the new one goes on", turn.counts());
  }

  private @Nullable FlushMark newMark(Flush flush) {
    try {
      return means.store().newMark();
    } catch (StoreException storeDown) {
      flush.end(
          new FlushReport.Turn(
              "store",
              HResult.MAPI_E_CALL_FAILED,
              String.valueOf(storeDown.getMessage()),
              FlushCounts.NONE));
      return null;
    }
  }

  private FlushReport.Turn turn(Flush flush, Transport transport, FlushMark mark)
      throws InterruptedException {
    Chosen chosen = flush.chosen();
    Queue<MessageId> only = chosen == null ? null : chosen.forOneTurn();
    return new Turn(flush, transport, broker, patience)
        .take((lane, tally) -> new LaneTurn(flush, lane, means, mark, inbox.get(), only, tally));
  }

  private FlushReport.Turn one(Flush flush, Transport transport, FlushMark mark)
      throws InterruptedException {
    if (!transport.isActive()) {
      return absent(transport);
    }
    Optional<Pause> pause = transport.pause();
    return pause.isPresent() ? paused(transport, pause.get()) : turn(flush, transport, mark);
  }

  /** That was wished: no failure of the flush, but said. */
  private static FlushReport.Turn paused(Transport transport, Pause pause) {
    transport.lanes().forEach(lane -> transport.row().clear(lane.index(), FLUSH_BITS));
    return new FlushReport.Turn(
        transport.name(), HResult.S_FALSE, pause.toString(), FlushCounts.NONE);
  }

  private static FlushReport.Turn absent(Transport transport) {
    return new FlushReport.Turn(
        transport.name(), HResult.MAPI_E_NOT_FOUND, "it left before its turn", FlushCounts.NONE);
  }

  /** Who carries none of what was chosen is not troubled; that may change with each turn. */
  private static List<Transport> concerned(Flush flush, List<Transport> todo) {
    Chosen chosen = flush.chosen();
    return chosen == null ? todo : todo.stream().filter(chosen::isAnyFor).toList();
  }

  /** The profile may be put in another order while a flush runs: the order of the moment counts. */
  private @Nullable Transport firstInOrder(List<Transport> todo) {
    return registry.all().stream()
        .filter(todo::contains)
        .findFirst()
        .orElse(todo.isEmpty() ? null : todo.get(0));
  }
}
