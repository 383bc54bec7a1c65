package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.LogonFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ShutdownFlag;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.LogonRequest;

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
      EnumSet.of(LogonFlag.NO_DIALOG, LogonFlag.NO_INBOUND, LogonFlag.NO_OUTBOUND);

  private int pending; // guarded by this
  private final String profile;
  private final Duration limit;
  private final Runnable changed;

  Logons(String profile, Duration limit, Runnable changed) {
    this.profile = profile;
    this.limit = limit;
    this.changed = changed;
  }

  /** Begins a logon; {@code changed} is run when it has ended, either way. */
  void logOn(Transport transport) {
    String problem = transport.description().problem();
    if (problem != null) {
      transport.fail(problem);
      changed.run();
      return;
    }
    List<CompletableFuture<String>> each =
        transport.lanes().stream().map(lane -> lane.run(() -> logOn(transport, lane))).toList();
    started();
    CompletableFuture<?> unused =
        CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
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
    lane.logOn(transport.provider(), new LogonRequest(profile, lane.index(), FLAGS));
    transport.registered(lane.addressTypes(), lane.options()); // immediately after (R79)
    lane.tell(
        EnumSet.of(TransportNotification.BEGIN_INBOUND, TransportNotification.BEGIN_OUTBOUND));
    return lane.name();
  }

  /** Asks for the address types again, on the lane's thread. */
  String register(Transport transport, Lane lane) throws MapiException {
    transport.registered(lane.addressTypes(), transport.options());
    changed.run();
    return lane.name();
  }

  private boolean ended(Transport transport, @Nullable Throwable failed) {
    if (transport.state() != Transport.State.LOGGING_ON) {
      return false; // it left meanwhile
    }
    if (failed == null) {
      transport.setState(Transport.State.ACTIVE);
      transport.row().setCode();
      LOG.log(Level.INFO, "transport {0} is ready", transport);
    } else {
      transport.lanes().forEach(lane -> lane.abandon("the logon failed"));
      transport.fail(reason(failed));
    }
    changed.run();
    return true;
  }

  /** A transport's own word is complete; anything else needs saying what failed. */
  private String reason(Throwable failed) {
    Throwable cause = failed.getCause() != null ? failed.getCause() : failed;
    if (cause instanceof MapiException refused) {
      return refused.getMessage();
    }
    if (cause instanceof TimeoutException) {
      return "logon failed: no answer within %d s".formatted(limit.toSeconds());
    }
    return "logon failed: " + cause.getMessage();
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
   */
  void logOff(Transport transport, Duration budget) {

    transport.setState(Transport.State.LEAVING);
    changed.run();
    transport.row().set(PropertyTag.STATUS_STRING, "is leaving");
    long share = budget.toMillis() / 4;
    if (!idleWithin(transport, 2 * share)) {
      transport.lanes().stream().filter(Lane::isBusy).forEach(Logons::cancel);
      if (!idleWithin(transport, share)) {
        transport.lanes().stream()
            .filter(Lane::isBusy)
            .forEach(lane -> lane.abandon("its transport left, and it did not end in time"));
      }
    }
    signOff(transport, share);
    transport.lanes().forEach(Lane::end);
    transport.setState(Transport.State.GONE);
    transport.row().setCode(StatusCode.OFFLINE);
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

  private static void cancel(Lane lane) {
    lane.askCancel();
    Thread notifier =
        new Thread(
            () -> {
              try {
                lane.notifyFromOutside(EnumSet.of(TransportNotification.CANCEL_MESSAGE), null);
              } catch (RuntimeException defect) {
                LOG.log(Level.WARNING, lane.name() + " failed in transportNotify", defect);
              }
            },
            "spooler cancel " + lane.name());
    notifier.setDaemon(true);
    notifier.start();
  }

  private static void signOff(Transport transport, long millis) {
    List<CompletableFuture<String>> each =
        transport.usableLanes().stream()
            .map(lane -> lane.run(() -> signOff(transport, lane)))
            .toList();
    try {
      CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
          .get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException defect) {
      LOG.log(Level.WARNING, "transport {0} did not sign off properly: {1}", transport, defect);
      transport.lanes().stream()
          .filter(Lane::isBusy)
          .forEach(lane -> lane.abandon("it did not sign off in time"));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static String signOff(Transport transport, Lane lane) throws MapiException {
    if (!transport.isCritical()) {
      lane.tell(EnumSet.of(TransportNotification.END_INBOUND, TransportNotification.END_OUTBOUND));
    }
    lane.logOff();
    if (transport.lanes().stream().noneMatch(Lane::isUsable)) { // the last one out
      transport.provider().shutdown(EnumSet.of(ShutdownFlag.NORMAL));
    }
    return lane.name();
  }
}
