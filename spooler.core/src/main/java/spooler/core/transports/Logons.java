package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonFlag;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.UserInteraction;
import spooler.core.status.StatusWord;

/**
 * Signs transports on and off (semantics 1.1), each on its own lanes' threads, so that one that
 * hangs costs itself.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Failure:</b> shown in the transport's row; nothing is thrown.
 */
final class Logons {
  private static final Logger LOG = System.getLogger("spooler.core");
  private static final Set<LogonFlag> FLAGS =
      Set.of(LogonFlag.NO_DIALOG, LogonFlag.NO_INBOUND, LogonFlag.NO_OUTBOUND);
  private static final UserInteraction NO_USER = (question, secret) -> Optional.empty();

  private int pending; // guarded by this
  private final String profile;
  private final Duration limit;
  private final Runnable changed;
  private final ServiceOut serviceOut;
  private final TransportEvents events;

  /** Takes the other transports of a message service out when one of them cannot log on (R84). */
  @FunctionalInterface
  interface ServiceOut {
    void becauseOf(Transport culprit, String reason);
  }

  Logons(
      String profile,
      Duration limit,
      TransportEvents events,
      Runnable changed,
      ServiceOut serviceOut) {
    this.events = events;
    this.profile = profile;
    this.limit = limit;
    this.changed = changed;
    this.serviceOut = serviceOut;
  }

  /** Begins a logon; {@code changed} is run when it has ended, either way. */
  void logOn(Transport transport) {
    String problem = transport.description().problem();
    if (problem != null) {
      transport.fail(problem);
      changed.run();
      return;
    }
    started();
    CompletableFuture<String> oneByOne = CompletableFuture.completedFuture(transport.name());
    for (Lane lane : transport.lanes()) { // a provider is called by one thread at a time
      oneByOne = oneByOne.thenCompose(before -> lane.run(() -> logOn(transport, lane)));
    }
    CompletableFuture<?> unused =
        oneByOne
            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .handle((done, failed) -> ended(transport, failed))
            .whenComplete((ours, defect) -> finished());
  }

  private synchronized void started() {
    pending++;
  }

  private synchronized void finished() {
    pending--;
    notifyAll();
  }

  private String logOn(Transport transport, Lane lane) throws MapiException {
    if (transport.state() != Transport.State.LOGGING_ON) {
      throw new LaneAbandonedException(transport + " is out, or leaving");
    }
    LogonRequest request = new LogonRequest(profile, lane.index(), FLAGS);
    TransportProvider provider = lane.obtain(transport);
    try {
      lane.logOn(provider, request);
    } catch (MapiException refused) {
      if (!refused.hresult().equals(HResult.MAPI_E_UNCONFIGURED)) {
        throw refused;
      }
      lane.configure(provider, NO_USER);
      lane.logOn(provider, request); // one retry (R84)
    }
    transport.registered(lane.addressTypes(), lane.options()); // immediately after (R79)
    lane.begin();
    return lane.name();
  }

  /** Asks for the address types again, on the lane's thread. */
  String register(Transport transport, Lane lane) throws MapiException {
    try {
      transport.registered(lane.addressTypes(), transport.options());
      changed.run();
    } catch (TransportDefectException defect) {
      LOG.log(Level.WARNING, "address types stay as they were: {0}", defect.getMessage());
    }
    return lane.name();
  }

  private boolean ended(Transport transport, @Nullable Throwable failed) {
    if (transport.state() != Transport.State.LOGGING_ON) {
      if (transport.isOut()) { // not if it is leaving: that signs it off
        signOffLater(transport);
      }
      return false;
    }
    if (failed == null) {
      transport.setState(Transport.State.ACTIVE);
      transport.row().setCode().say("");
      LOG.log(Level.INFO, "transport {0} is ready", transport);
      if (!StatusWord.flushBits(transport.row().word()).isEmpty()) {
        events.flushAsked(transport); // it asked while it logged on (R50)
      }
    } else {
      transport.lanes().forEach(lane -> lane.abandon("the logon failed"));
      transport.fail(reason(failed));
      if (!isAlone(failed)) {
        serviceOut.becauseOf(transport, reason(failed));
      }
    }
    changed.run();
    return true;
  }

  private static boolean isAlone(Throwable failed) {
    return cause(failed) instanceof MapiException refused
        && refused.hresult().equals(HResult.MAPI_E_FAILONEPROVIDER);
  }

  private static Throwable cause(Throwable failed) {
    return failed.getCause() != null ? failed.getCause() : failed;
  }

  /** A transport's own word is complete; anything else needs saying what failed. */
  private String reason(Throwable failed) {
    Throwable cause = cause(failed);
    if (cause instanceof MapiException refused) {
      return refused.getMessage();
    }
    if (cause instanceof TimeoutException) {
      return "logon failed: no answer within %d s".formatted(limit.toSeconds());
    }
    return "logon failed: " + (cause.getMessage() != null ? cause.getMessage() : cause);
  }

  /** Waits until no logon is under way; gives up after {@code most}. */
  synchronized void await(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    long left = most.toNanos();
    while (pending > 0 && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
  }

  /**
   * Ends a transport within about {@code budget}: no new work; the message in hand may finish; then
   * it is cancelled; then the lane is given up.
   *
   * @param forGood whether its provider is told that no other logon comes
   */
  void logOff(Transport transport, Duration budget, boolean forGood) {
    transport.setState(Transport.State.LEAVING);
    changed.run();
    transport.row().say("is leaving");
    long share = budget.toMillis() / 4;
    if (!idleWithin(transport, 2 * share)) {
      transport.lanes().stream().filter(Lane::isBusy).forEach(lane -> lane.hand().cancel());
      if (!idleWithin(transport, share)) {
        transport.lanes().stream()
            .filter(Lane::isBusy)
            .forEach(lane -> lane.abandon("its transport left, and it did not end in time"));
      }
    }
    signOff(transport, share, forGood);
    transport.lanes().forEach(Lane::end);
    transport.setState(Transport.State.GONE);
  }

  private static boolean idleWithin(Transport transport, long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (Lane lane : transport.lanes()) {
      if (!lane.awaitIdle(deadline - System.nanoTime())) {
        return false;
      }
    }
    return true;
  }

  private static void signOff(Transport transport, long millis, boolean forGood) {
    CompletableFuture<String> oneByOne = CompletableFuture.completedFuture(transport.name());
    for (Lane lane : transport.usableLanes()) {
      oneByOne = oneByOne.thenCompose(before -> lane.run(() -> signOff(transport, lane, forGood)));
    }
    try {
      oneByOne.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException defect) {
      LOG.log(Level.WARNING, "transport {0} did not sign off properly: {1}", transport, defect);
      transport.lanes().stream()
          .filter(lane -> lane.isUsable() || lane.isBusy())
          .forEach(lane -> lane.abandon("it did not sign off in time"));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Signs it off when its lanes have finished; it stays where it is. */
  void signOffLater(Transport transport) {
    for (Lane lane : transport.lanes()) { // also one that has not finished logging on
      var unused = lane.run(() -> signOff(transport, lane, false));
    }
  }

  private static String signOff(Transport transport, Lane lane, boolean forGood)
      throws MapiException {
    if (!transport.isCritical() && lane.hasBegun()) {
      new Deferrals(transport, lane).abort();
      lane.beginNoMore();
    }
    lane.logOff();
    if (forGood && transport.lanes().stream().noneMatch(Lane::isUsable)) { // the last one out
      lane.shutDown(transport.provider());
    }
    return lane.name();
  }
}
