package spooler.testkit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.LogonFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.SubmitFlag;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;

/**
 * One logon, driven as the spooler does: all data calls on one thread of its own, others from
 * elsewhere. A call that does not return within a bound that no working transport reaches fails the
 * test, and so does what the transport may not do, when this is closed.
 *
 * <p><b>Threads:</b> the test's, and whatever {@link #elsewhere} is used from.
 */
final class TestLane implements AutoCloseable {
  private static final int BOUND_SECONDS = 30;

  private final ExecutorService thread;
  private final RecordingSupport support;
  private final TransportLogon logon;
  private final AtomicBoolean signedOff = new AtomicBoolean();
  private final AddressTypes registered;
  private final Set<LogonOption> options;

  /** Signs on the first lane. */
  static TestLane of(TransportRig rig) throws Exception {
    return of(rig, 0);
  }

  /** Signs a lane on, asks what it carries and wants, and begins both directions (1.1). */
  static TestLane of(TransportRig rig, int number) throws Exception {
    TestLane lane = new TestLane(rig, number);
    lane.tell(TransportNotification.BEGIN_INBOUND, TransportNotification.BEGIN_OUTBOUND);
    return lane;
  }

  /** Signs a lane on, and no more than that. */
  TestLane(TransportRig rig, int number) throws Exception {
    TransportTraits traits = new TransportTraits(rig.properties());
    support = new RecordingSupport(traits.resource());
    thread = Executors.newSingleThreadExecutor(work -> daemon(work, "lane " + number));
    Set<LogonFlag> flags =
        EnumSet.of(LogonFlag.NO_DIALOG, LogonFlag.NO_INBOUND, LogonFlag.NO_OUTBOUND);
    LogonRequest request = new LogonRequest("Contract", number, flags);
    logon = call("logon", () -> rig.provider().logon(support, request));
    registered = call("addressTypes", logon::addressTypes);
    options = call("options", logon::options);
  }

  RecordingSupport support() {
    return support;
  }

  TransportLogon logon() {
    return logon;
  }

  AddressTypes registered() {
    return registered;
  }

  boolean asksFor(LogonOption option) {
    return options.contains(option);
  }

  /** Step 1: a flush turn begins. */
  void flush(FlushFlag... flags) throws Exception {
    support.occupy();
    call(
        "flushQueues",
        () -> {
          logon.flushQueues(Set.of(flags));
          return logon;
        });
  }

  SubmitResult submit(SubmittedMessage message, SubmitFlag... flags) throws Exception {
    support.occupy();
    return call("submitMessage", () -> logon.submitMessage(message, Set.of(flags)));
  }

  EndResult end(SubmittedMessage message) throws Exception {
    return call("endMessage", () -> logon.endMessage(message.ref()));
  }

  /** StartMessage. */
  FetchedMessage start(FetchedMessage message) throws Exception {
    support.occupy();
    call(
        "startMessage",
        () -> {
          logon.startMessage(message);
          return logon;
        });
    return message;
  }

  FetchedMessage start() throws Exception {
    return start(new FetchedMessage());
  }

  /** TransportNotify on the lane's own thread, between data calls. */
  void tell(TransportNotification... what) throws Exception {
    Set<TransportNotification> flags = Set.of(what);
    call(
        "transportNotify" + flags,
        () -> {
          logon.transportNotify(flags, null);
          return logon;
        });
  }

  void idle() throws Exception {
    call(
        "idle",
        () -> {
          logon.idle();
          return logon;
        });
  }

  boolean poll() throws Exception {
    return call("poll", logon::poll);
  }

  /** The turn or session is over: what is still held is taken back. */
  void vacate() {
    support.vacate();
  }

  /** TransportNotify from another thread; returns when it has returned. */
  void tellFromElsewhere(@Nullable NotificationTarget target, TransportNotification... what) {
    Set<TransportNotification> flags = EnumSet.copyOf(Arrays.asList(what));
    elsewhere("transportNotify" + flags, () -> logon.transportNotify(Set.copyOf(flags), target));
  }

  /** Signs off from another thread; returns when that has returned. */
  void closeFromElsewhere() {
    elsewhere("close", this::signOff);
  }

  /** Runs it on a thread that is not the lane's, and waits for it. */
  private static void elsewhere(String what, Runnable work) {
    ExecutorService other = Executors.newSingleThreadExecutor(body -> daemon(body, "elsewhere"));
    awaitEnd(what, other.submit(work, what));
    other.shutdown();
  }

  /** Signs off on the lane's thread. */
  void signOffOnce() throws Exception {
    call(
        "close",
        () -> {
          signOff();
          return logon;
        });
  }

  private void signOff() {
    logon.close();
    support.signedOff();
    signedOff.set(true);
  }

  /** Signs off, unless that is done, and looks at what was left behind. */
  @Override
  public void close() {
    if (!signedOff.get()) {
      awaitEnd("close", thread.submit(this::signOff, "close"));
    }
    thread.shutdown();
    assertThat(support.protests().isEmpty(), support.protests());
    assertThat(support.held().isEmpty(), List.of("still held: " + support.held()));
    assertThat(!support.hasRow(), List.of("its part of the row is still there"));
  }

  private static void assertThat(boolean holds, List<String> otherwise) {
    if (!holds) {
      throw new AssertionError(String.join("; ", otherwise));
    }
  }

  private <T> T call(String what, Callable<T> body) throws Exception {
    return await(what, thread.submit(body));
  }

  private static <T> T await(String what, Future<T> running) throws Exception {
    try {
      return running.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(what + " did not return", late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw new AssertionError(what + " failed", failed.getCause());
    }
  }

  private static void awaitEnd(String what, Future<?> running) {
    try {
      await(what, running);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new AssertionError(what + " failed", failed);
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
