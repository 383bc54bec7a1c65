package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.SubmitFlag;
import spooler.api.mapi.TransportNotification;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoreException;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.MessageRef;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.UserInteraction;

/**
 * One logon of a transport, and the thread that makes all data calls on it.
 *
 * <p><b>Threads:</b> the calls into the logon run on the lane's thread, inside a task given to
 * {@link #run}; only {@link #notifyFromOutside} runs elsewhere. Nothing here holds a lock. <br>
 * <b>Deadlines:</b> every call is timed; when one stays silent too long the watchdog calls {@link
 * #abandon}: the thread is interrupted and left behind, the task's future fails, and the claims go
 * back to the store. <br>
 * <b>Failure:</b> whatever a transport throws that it may not becomes a {@link
 * TransportDefectException}; a {@link StoreException} that passed through it stays one.
 */
public final class Lane {
  private static final Logger LOG = System.getLogger("spooler.core");

  private enum Occupation {
    NONE,
    FLUSH,
    FLUSH_WITH_USER,
    SESSION
  }

  private final Transport transport;
  private final int index;
  private final Claims claims;
  private final CallGuard guard = new CallGuard();
  private final LaneSupport support;
  private final ExecutorService thread;
  private volatile @Nullable TransportLogon logon;
  private final ConcurrentMap<Long, CompletableFuture<?>> tasks = new ConcurrentHashMap<>();
  private final AtomicLong taskNumbers = new AtomicLong();
  private volatile Occupation occupation = Occupation.NONE;
  private volatile @Nullable Grip inHand;
  private volatile boolean cancelAsked;
  private volatile boolean abandoned;

  Lane(Transport transport, int index, SpoolStore store, LaneSupport.Surroundings around) {
    this.transport = transport;
    this.index = index;
    this.claims = new Claims(store);
    this.support = new LaneSupport(this, around);
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread lane = new Thread(task, "spooler lane " + name());
              lane.setDaemon(true);
              return lane;
            });
  }

  /** The transport it belongs to. */
  public Transport transport() {
    return transport;
  }

  /** Which of the transport's lanes, from 0. */
  public int index() {
    return index;
  }

  /** Name for people, threads and resource grants. */
  public String name() {
    return transport.name() + "/" + index;
  }

  /** What it has claimed. */
  public Claims claims() {
    return claims;
  }

  /** This lane's status word. */
  public int word() {
    return transport.row().word(index);
  }

  /** Whether it can be used: logged on and not given up. */
  public boolean isUsable() {
    return logon != null && !abandoned;
  }

  /** Whether it must not begin another message. */
  public boolean mustStop() {
    return abandoned || !transport.isActive();
  }

  /** Runs a task on the lane's thread; the future fails when the lane is abandoned meanwhile. */
  public <T> CompletableFuture<T> run(Callable<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    long number = taskNumbers.incrementAndGet();
    tasks.put(number, future);
    try {
      thread.execute(() -> complete(future, work));
    } catch (RejectedExecutionException closed) {
      future.completeExceptionally(new LaneAbandonedException(name() + " is closed"));
    }
    return future.whenComplete((done, failed) -> tasks.remove(number));
  }

  private static <T> void complete(CompletableFuture<T> future, Callable<T> work) {
    try {
      future.complete(work.call());
    } catch (Throwable failed) {
      future.completeExceptionally(failed);
    }
  }

  /**
   * Runs the lane's part of a flush turn: while it lasts, resources may be taken.
   *
   * @param noUi whether nobody may be asked (R52)
   */
  public <T> CompletableFuture<T> flushTurn(boolean noUi, Callable<T> work) {
    return occupied(noUi ? Occupation.FLUSH : Occupation.FLUSH_WITH_USER, work);
  }

  /** Runs an ordinary delivery session: while it lasts, resources may be taken. */
  public <T> CompletableFuture<T> session(Callable<T> work) {
    return occupied(Occupation.SESSION, work);
  }

  private <T> CompletableFuture<T> occupied(Occupation how, Callable<T> work) {
    return run(
        () -> {
          occupation = how;
          cancelAsked = false;
          try {
            return work.call();
          } finally {
            occupation = Occupation.NONE;
            claims.giveBack();
            closeIfCritical();
            support.releaseResources();
          }
        });
  }

  /** Whether it is in a flush turn: a flush bit it raises now asks for nothing new. */
  boolean isFlushing() {
    return occupation == Occupation.FLUSH || mayAskUser();
  }

  /** Whether a user is there who asked for what it does. */
  boolean mayAskUser() {
    return occupation == Occupation.FLUSH_WITH_USER;
  }

  /** Whether it is in a turn or a session. */
  boolean isOccupied() {
    return occupation != Occupation.NONE;
  }

  boolean isBusy() {
    return !tasks.isEmpty();
  }

  /** Waits until nothing runs here; false when that took longer. */
  boolean awaitIdle(long nanos) {
    CompletableFuture<?> all =
        CompletableFuture.allOf(tasks.values().toArray(CompletableFuture[]::new))
            .handle((done, failed) -> name());
    try {
      all.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException stillBusy) {
      return all.isDone();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isCancelAsked() {
    Grip now = inHand;
    return cancelAsked || (now != null && now.isCancelled());
  }

  /** The transport has this message in hand from now on. */
  public void takeInHand(Grip grip) {
    inHand = grip;
    if (cancelAsked) {
      grip.cancel();
    }
  }

  /** It has none in hand. */
  public void putDown() {
    Grip now = inHand;
    inHand = null;
    if (now != null) {
      now.end();
    }
  }

  /** The transport is alive: it reads on. */
  public void showLife() {
    guard.touch();
  }

  CallGuard guard() {
    return guard;
  }

  // The calls into the transport, on the lane's thread.

  void logOn(TransportProvider provider, LogonRequest request) throws MapiException {
    logon = call("logon", () -> provider.logon(support, request));
  }

  void configure(TransportProvider provider, UserInteraction user) throws MapiException {
    callVoid("configure", () -> provider.configure(user));
  }

  AddressTypes addressTypes() throws MapiException {
    return call("addressTypes", () -> logon().addressTypes());
  }

  Set<LogonOption> options() throws MapiException {
    return Set.copyOf(call("options", () -> logon().options()));
  }

  /** SubmitMessage. */
  public SubmitResult submit(OutboundMessage message, Set<SubmitFlag> flags) {
    return quietCall("submitMessage", () -> logon().submitMessage(message, flags));
  }

  /** EndMessage. */
  public EndResult end(MessageRef ref) {
    return quietCall("endMessage", () -> logon().endMessage(ref));
  }

  /** StartMessage. */
  public void start(InboundMessage message) throws MapiException {
    callVoid("startMessage", () -> logon().startMessage(message));
  }

  /** FlushQueues. */
  public void flushQueues(Set<FlushFlag> flags) throws MapiException {
    callVoid("flushQueues", () -> logon().flushQueues(flags));
  }

  /** Poll. */
  public boolean poll() {
    return quietCall("poll", () -> logon().poll());
  }

  /** Idle. */
  public void idle() throws MapiException {
    callVoid("idle", () -> logon().idle());
  }

  /** TransportNotify, from the lane's own thread. */
  public void tell(Set<TransportNotification> what) {
    tell(what, null);
  }

  /** TransportNotify about a message, from the lane's own thread. */
  void tell(Set<TransportNotification> what, @Nullable NotificationTarget target) {
    Set<TransportNotification> unchanged = Collections.unmodifiableSet(what); // R85
    quietCall(
        "transportNotify",
        () -> {
          logon().transportNotify(unchanged, target);
          return unchanged;
        });
  }

  /** Asks the transport to stop with the message in hand, which goes back where it came from. */
  public void cancelInHand() {
    cancelAsked = true;
    Grip now = inHand;
    if (now != null) {
      now.cancel();
      notifyOfCancel(now);
    }
  }

  /**
   * Asks it to stop with that message, which is to leave the queue.
   *
   * @return completes when the message was put down; empty when the lane does not have it in hand
   */
  Optional<CompletableFuture<MessageRef>> stop(MessageId id) {
    Grip now = inHand;
    if (now == null || !now.holds(id)) {
      return Optional.empty();
    }
    now.stop();
    notifyOfCancel(now);
    return Optional.of(now.ended());
  }

  boolean hasInHand(MessageId id) {
    Grip now = inHand;
    return now != null && now.holds(id);
  }

  private void notifyOfCancel(Grip grip) {
    notifyFromOutside(
        Set.of(TransportNotification.CANCEL_MESSAGE), new NotificationTarget.InHand(grip.ref()));
  }

  /**
   * TransportNotify that may overlap with a running data call (R85): on a thread of its own, for
   * the transport may hang in it.
   */
  void notifyFromOutside(Set<TransportNotification> what, NotificationTarget target) {
    TransportLogon now = logon;
    if (now == null) {
      return;
    }
    Thread notifier =
        new Thread(
            () -> {
              try {
                now.transportNotify(what, target);
              } catch (RuntimeException | LinkageError defect) {
                LOG.log(Level.WARNING, name() + " failed in transportNotify", defect);
              }
            },
            "spooler notify " + name());
    notifier.setDaemon(true);
    notifier.start();
  }

  /** The transport's side of its status object. */
  public TransportStatus status() throws MapiException {
    return logon().status();
  }

  /** Signs off; on the lane's thread. */
  void logOff() throws MapiException {
    TransportLogon now = logon;
    if (now != null) {
      logon = null;
      callVoid("close", now::close);
    }
  }

  /** The transport has reported a critical error: it is called once more, to release all (R83). */
  void closeWhenCritical() {
    var unused = run(() -> closeIfCritical());
  }

  private String closeIfCritical() {
    if (transport.isCritical()) {
      try {
        logOff();
      } catch (MapiException | TransportDefectException defect) {
        LOG.log(Level.WARNING, "{0} did not close properly: {1}", name(), defect.getMessage());
      }
    }
    return name();
  }

  /** Gives the lane up: its thread may hang in the transport for ever, nothing else does. */
  void abandon(String why) {
    abandoned = true;
    support.close();
    thread.shutdownNow();
    claims.giveBack();
    support.releaseResources();
    tasks.values().forEach(task -> task.completeExceptionally(new LaneAbandonedException(why)));
    closeFromOutside();
  }

  /** An interrupt does not end every wait; closing the logon from another thread should. */
  private void closeFromOutside() {
    TransportLogon now = logon;
    logon = null;
    if (now != null) {
      Thread closer = new Thread(now::close, "spooler close " + name());
      closer.setDaemon(true);
      closer.start();
    }
  }

  /** Ends the thread after what it is doing. */
  void end() {
    support.close();
    thread.shutdown();
  }

  private TransportLogon logon() {
    TransportLogon now = logon;
    if (now == null) {
      throw new LaneAbandonedException(name() + " has logged off");
    }
    return now;
  }

  private interface Call<T> {
    T call() throws MapiException;
  }

  private interface VoidCall {
    void call() throws MapiException;
  }

  private void callVoid(String what, VoidCall body) throws MapiException {
    call(
        what,
        () -> {
          body.call();
          return what;
        });
  }

  private <T> T quietCall(String what, Call<T> body) {
    try {
      return call(what, body);
    } catch (MapiException notDeclared) {
      throw new TransportDefectException(
          name() + " threw from " + what + ": " + notDeclared.getMessage(), notDeclared);
    }
  }

  private <T> T call(String what, Call<T> body) throws MapiException {
    guard.enter(what);
    try {
      T answer = body.call();
      if (answer == null) {
        throw new NullPointerException("no answer");
      }
      return answer;
    } catch (StoreException | LaneAbandonedException notItsFault) {
      throw notItsFault;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError defect) {
      throw new TransportDefectException(
          "%s failed in %s: %s".formatted(name(), what, defect), defect);
    } finally {
      guard.exit();
    }
  }
}
