package spooler.core.flush;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.StatusCode;
import spooler.core.delivery.Tally;
import spooler.core.transports.Lane;
import spooler.core.transports.ResourceBroker;
import spooler.core.transports.Transport;

/**
 * One transport's turn in a flush: all its lanes walk the fourteen steps, each on its own thread,
 * and the turn ends with the last of them. Used by the flush thread.
 *
 * <p>Afterwards both flush bits are clear and no lane holds the resource, whatever the transport
 * did.
 */
final class Turn {
  private static final Logger LOG = System.getLogger("spooler.core");

  private final Flush flush;
  private final Transport transport;
  private final ResourceBroker broker;
  private final Duration patience;

  /**
   * A turn of that transport.
   *
   * @param patience how long to wait for ordinary delivery to make room
   */
  Turn(Flush flush, Transport transport, ResourceBroker broker, Duration patience) {
    this.flush = flush;
    this.transport = transport;
    this.broker = broker;
    this.patience = patience;
  }

  /** Takes it; {@code steps} makes a lane's part. */
  FlushReport.Turn take(LaneSteps steps) throws InterruptedException {
    Tally tally = flush.begin(transport);
    LaneTurn.Result result = take(steps, tally);
    if (result.code().isFailure()) {
      LOG.log(Level.INFO, "flush {0}, transport {1}: {2}", flush.id(), transport, result.reason());
    }
    return new FlushReport.Turn(transport.name(), result.code(), result.reason(), tally.counts());
  }

  /** Makes one lane's part of the turn. */
  @FunctionalInterface
  interface LaneSteps {
    LaneTurn on(Lane lane, Tally tally);
  }

  private LaneTurn.Result take(LaneSteps steps, Tally tally) throws InterruptedException {
    if (!transport.gate().enter(patience)) {
      return busy("ordinary delivery did not make room for the flush");
    }
    try {
      if (!broker.awaitFree(transport.description().resource(), patience)) { // R43
        return busy(
            broker
                .holder(transport.description().resource())
                .map(holder -> holder.resource() + " is held by " + holder.lane())
                .orElse("the resource was busy"));
      }
      return worst(transport.usableLanes(), lane -> steps.on(lane, tally)::run);
    } finally {
      for (Lane lane : transport.lanes()) {
        transport.row().clear(lane.index(), StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
      }
      transport.notices().sessionDone();
      transport.gate().leave();
    }
  }

  private LaneTurn.Result worst(List<Lane> lanes, Function<Lane, Callable<LaneTurn.Result>> work) {
    boolean noUi = flush.isAsked(FlushFlag.NO_UI);
    List<CompletableFuture<LaneTurn.Result>> parts =
        lanes.stream().map(lane -> lane.flushTurn(noUi, work.apply(lane))).toList();
    return parts.stream()
        .map(Turn::resultOf)
        .reduce(LaneTurn.Result.OK, (one, other) -> one.code().isFailure() ? one : other);
  }

  private static LaneTurn.Result resultOf(CompletableFuture<LaneTurn.Result> part) {
    try {
      return part.join();
    } catch (CompletionException failed) {
      return new LaneTurn.Result(HResult.MAPI_E_CALL_FAILED, text(failed.getCause()));
    }
  }

  private static String text(@Nullable Throwable failure) {
    if (failure == null) {
      return "it failed without saying why";
    }
    String message = failure.getMessage();
    return message != null ? message : failure.toString();
  }

  private static LaneTurn.Result busy(String why) {
    return new LaneTurn.Result(HResult.MAPI_E_BUSY, why);
  }
}
