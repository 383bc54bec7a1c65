package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ShutdownFlag;
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
 * <b>Failure:</b> as {@link Calls} says.
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
  private final Calls calls;
  private final LaneSupport support;
  private final LaneThread thread;
  private final Notifier notifier;
  private final Hand hand = new Hand(this::notifyOfCancel);
  private final AtomicReference<@Nullable TransportLogon> logon = new AtomicReference<>();
  private final AtomicBoolean typesWanted = new AtomicBoolean();
  private volatile Occupation occupation = Occupation.NONE;
  private volatile boolean begun;
  private volatile boolean abandoned;

  Lane(Transport transport, int index, SpoolStore store, LaneSupport.Surroundings around) {
    this.transport = transport;
    this.index = index;
    this.claims = new Claims(store);
    this.support = new LaneSupport(this, around);
    this.calls = new Calls(name(), guard);
    this.thread = new LaneThread(name());
    this.notifier = new Notifier(name());
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
    return logon.get() != null && !abandoned;
  }

  /** Whether it must not begin another message. */
  public boolean mustStop() {
    return isEnding() || transport.pause().isPresent();
  }

  /** Whether it is over with it; one that is only paused may still be told to drop its line. */
  public boolean isEnding() {
    return abandoned || !transport.isActive();
  }

  /** Runs a task on the lane's thread; the future fails when the lane is abandoned meanwhile. */
  public <T> CompletableFuture<T> run(Callable<T> work) {
    return thread.run(work);
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
          hand.begin();
          try {
            return work.call();
          } finally {
            occupation = Occupation.NONE;
            closeIfCritical();
            support.releaseResources(); // before what may fail: others wait for them
            claims.giveBack();
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

  /**
   * Whether a resource may be taken now: in a turn or a session, by the data call that is under way
   * there, and neither in a poll nor when it is told to idle (R44).
   */
  boolean mayAcquire() {
    return occupation != Occupation.NONE && thread.isCurrent() && !guard.isIn("poll", "idle");
  }

  /** Whether receiving has begun and not ended: before and after, new mail is nobody's (R80). */
  boolean hasBegun() {
    return begun;
  }

  boolean isBusy() {
    return thread.isBusy();
  }

  /** Waits until nothing runs here; false when that took longer. */
  boolean awaitIdle(long nanos) {
    return thread.awaitIdle(nanos);
  }

  /** Whether nobody is about to ask it for its address types already. */
  boolean wantsTypes() {
    return typesWanted.compareAndSet(false, true);
  }

  /** The message it has in hand. */
  public Hand hand() {
    return hand;
  }

  /** The transport is alive: it reads on. */
  public void showLife() {
    guard.touch();
  }

  CallGuard guard() {
    return guard;
  }

  // The calls into the transport, on the lane's thread.

  /** The provider of the transport, which may have to come up first. */
  TransportProvider obtain(Transport of) throws MapiException {
    return calls.call("start", of::provider);
  }

  void logOn(TransportProvider provider, LogonRequest request) throws MapiException {
    logon.set(calls.call("logon", () -> provider.logon(support, request)));
    if (abandoned) {
      closeFromOutside(); // it came too late
    }
  }

  void configure(TransportProvider provider, UserInteraction user) throws MapiException {
    calls.run("configure", () -> provider.configure(user));
  }

  AddressTypes addressTypes() throws MapiException {
    typesWanted.set(false); // what it says from now on asks for them again
    return calls.call("addressTypes", () -> logon().addressTypes());
  }

  Set<LogonOption> options() throws MapiException {
    return calls.call(
        "options", () -> Set.copyOf(Objects.requireNonNull(logon().options(), "no answer")));
  }

  /** TransportNotify: receiving and sending begin. */
  void begin() {
    begun = true;
    tell(
        EnumSet.of(TransportNotification.BEGIN_INBOUND, TransportNotification.BEGIN_OUTBOUND),
        null);
  }

  /** TransportNotify: receiving and sending end. */
  void beginNoMore() {
    begun = false;
    tell(EnumSet.of(TransportNotification.END_INBOUND, TransportNotification.END_OUTBOUND), null);
  }

  /** SubmitMessage. */
  public SubmitResult submit(OutboundMessage message, Set<SubmitFlag> flags) {
    return calls.quiet("submitMessage", () -> logon().submitMessage(message, flags));
  }

  /** EndMessage. */
  public EndResult end(MessageRef ref) {
    return calls.quiet("endMessage", () -> logon().endMessage(ref));
  }

  /** StartMessage. */
  public void start(InboundMessage message) throws MapiException {
    calls.run("startMessage", () -> logon().startMessage(message));
  }

  /** FlushQueues. */
  public void flushQueues(Set<FlushFlag> flags) throws MapiException {
    calls.run("flushQueues", () -> logon().flushQueues(flags));
  }

  /** Poll. */
  public boolean poll() {
    return calls.quiet("poll", () -> logon().poll());
  }

  /** Idle. */
  public void idle() throws MapiException {
    calls.run("idle", () -> logon().idle());
  }

  /** TransportNotify, from the lane's own thread. */
  public void tell(Set<TransportNotification> what) {
    tell(what, null);
  }

  /** TransportNotify about a message, from the lane's own thread. */
  void tell(Set<TransportNotification> what, @Nullable NotificationTarget target) {
    Set<TransportNotification> unchanged = Collections.unmodifiableSet(what); // R85
    calls.quiet(
        "transportNotify",
        () -> {
          logon().transportNotify(unchanged, target);
          return unchanged;
        });
  }

  private void notifyOfCancel(Grip grip) {
    notifyFromOutside(
        Set.of(TransportNotification.CANCEL_MESSAGE), new NotificationTarget.InHand(grip.ref()));
  }

  /** TransportNotify that may overlap with a running data call (R85). */
  void notifyFromOutside(Set<TransportNotification> what, NotificationTarget target) {
    notifier.bring(
        () -> {
          TransportLogon now = logon.get();
          if (now != null && !transport.isCritical()) {
            now.transportNotify(what, target);
          }
        });
  }

  /** The transport's side of its status object; called on a client's behalf, from outside. */
  public TransportStatus status() {
    return Objects.requireNonNull(logon().status(), "no status object");
  }

  /** Signs off; on the lane's thread. */
  void logOff() throws MapiException {
    TransportLogon now = logon.getAndSet(null);
    if (now != null) {
      try {
        calls.run("close", now::close);
      } finally {
        support.close(); // last: that is the end of it
      }
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

  /** Shutdown, after the last logon of its provider was closed; on the lane's thread. */
  void shutDown(TransportProvider provider) throws MapiException {
    calls.run("shutdown", () -> provider.shutdown(Set.of(ShutdownFlag.NORMAL)));
  }

  /** Gives the lane up: its thread may hang in the transport for ever, nothing else does. */
  void abandon(String why) {
    abandoned = true;
    support.close();
    support.releaseResources();
    transport.picking().leave(this);
    try {
      claims.giveBack();
    } catch (StoreException storeDown) { // its leases run out all the same
      LOG.log(Level.WARNING, "claims of {0} could not be given back: {1}", name(), storeDown);
    }
    thread.abandon(why);
    closeFromOutside();
  }

  /** An interrupt does not end every wait; closing the logon from another thread should. */
  private void closeFromOutside() {
    TransportLogon now = logon.getAndSet(null);
    if (now != null) {
      Notifier closer = new Notifier(name()); // its own may hang
      closer.bring(now::close);
      closer.end();
    }
  }

  /** Ends the thread after what it is doing. */
  void end() {
    support.close();
    thread.end();
    notifier.end();
  }

  /** The logon, for one more call; after a critical error there is none (R83). */
  private TransportLogon logon() {
    TransportLogon now = logon.get();
    if (now == null || abandoned || transport.isCritical()) {
      throw new LaneAbandonedException(name() + " has logged off");
    }
    return now;
  }
}
