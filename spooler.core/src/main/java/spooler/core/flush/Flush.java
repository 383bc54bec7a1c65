package spooler.core.flush;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushId;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.core.delivery.Tally;
import spooler.core.transports.ResourceBroker;
import spooler.core.transports.Transport;

/**
 * One flush, from the request to its report; at the same time the ticket of whoever asked.
 * Thread-safe: fields are volatile or concurrent, each written by the flush's own thread except the
 * wish to stop.
 */
final class Flush implements FlushTicket {
  private final FlushId id;
  private final Set<FlushFlag> flags;
  private volatile @Nullable Transport target; // null once it has ended: a leaver is let go
  private final @Nullable Chosen chosen;
  private final WeakReference<@Nullable Transport> meant;
  private final Clock clock;
  private final Instant started;
  private final Trace trace;
  private final List<FlushReport.Turn> turns = new CopyOnWriteArrayList<>();
  private final CompletableFuture<FlushReport> done = new CompletableFuture<>();
  private volatile FlushCounts before = FlushCounts.NONE;
  private volatile Tally tally = new Tally();
  private volatile @Nullable Transport current;
  private volatile long total;
  private volatile String trouble = "";
  private volatile boolean unsolicited;
  private volatile boolean aborted;
  private volatile boolean shutDown;

  Flush(
      FlushId id,
      Set<FlushFlag> flags,
      @Nullable Transport target,
      @Nullable Chosen chosen,
      Clock clock,
      ResourceBroker broker) {
    this.id = id;
    EnumSet<FlushFlag> passedDown = EnumSet.noneOf(FlushFlag.class);
    passedDown.addAll(flags);
    passedDown.remove(FlushFlag.ASYNC_OK); // the spooler's own (R21)
    this.flags = Collections.unmodifiableSet(passedDown);
    this.target = target;
    this.chosen = chosen;
    this.meant = new WeakReference<>(target);
    this.clock = clock;
    this.started = clock.instant();
    this.trace = new Trace(clock, broker);
  }

  /** A flush that had nothing to do. */
  static Flush empty(FlushId id, Set<FlushFlag> flags, Clock clock, ResourceBroker broker) {
    Flush flush = new Flush(id, flags, null, null, clock, broker);
    flush.end();
    return flush;
  }

  /** The flags that transports are given. */
  Set<FlushFlag> flags() {
    return flags;
  }

  boolean isAsked(FlushFlag flag) {
    return flags.contains(flag);
  }

  /** The one transport meant; null for all, and after its end. */
  @Nullable Transport target() {
    return target;
  }

  /** The messages meant; null for all. */
  @Nullable Chosen chosen() {
    return chosen;
  }

  /** So many messages are to be sent. */
  void expect(long messages) {
    total = messages;
  }

  Trace steps() {
    return trace;
  }

  /** Whether a client that asks this transport now is served by this flush. */
  boolean serves(Transport asked) {
    return meant.refersTo(asked) || current == asked;
  }

  /** A transport asked for it by raising its bits. */
  void markUnsolicited() {
    unsolicited = true;
  }

  boolean isUnsolicited() {
    return unsolicited;
  }

  /** Whether no other message and no other turn is to begin. */
  boolean isStopping() {
    return aborted || shutDown;
  }

  void shutDown() {
    shutDown = true;
  }

  Tally begin(Transport next) {
    Tally fresh = new Tally();
    tally = fresh;
    current = next;
    return fresh;
  }

  void end(FlushReport.Turn turn) {
    turns.add(turn);
    before = before.plus(turn.counts());
    trouble = turn.reason().isEmpty() ? trouble() : turn.reason();
    tally = new Tally();
    current = null;
  }

  void end() {
    target = null;
    done.complete(new FlushReport(id, flags, started, clock.instant(), result(), turns));
  }

  private HResult result() {
    if (isStopping()) {
      return HResult.MAPI_E_USER_CANCEL;
    }
    return turns.stream()
        .map(FlushReport.Turn::result)
        .filter(HResult::isFailure)
        .findFirst()
        .orElse(HResult.S_OK);
  }

  @Override
  public FlushId id() {
    return id;
  }

  @Override
  public Progress progress() {
    Transport now = current;
    return new Progress(
        now == null ? "" : now.name(), before.plus(tally.counts()), total, trouble());
  }

  private String trouble() {
    String now = tally.trouble();
    return now.isEmpty() ? trouble : now;
  }

  @Override
  public FlushTrace trace() {
    return trace.snapshot(id);
  }

  @Override
  public Optional<FlushReport> report() {
    return Optional.ofNullable(done.getNow(null));
  }

  @Override
  public CompletionStage<FlushReport> done() {
    return done.minimalCompletionStage();
  }

  FlushReport join() throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException never) {
      throw new IllegalStateException("a flush never fails, it reports", never);
    }
  }

  @Override
  public void abort() {
    if (!done.isDone()) {
      aborted = true;
    }
  }

  @Override
  public void cancel() {
    abort();
    Transport now = current;
    if (now != null && !done.isDone()) {
      now.lanes().forEach(lane -> lane.hand().cancel());
    }
  }
}
