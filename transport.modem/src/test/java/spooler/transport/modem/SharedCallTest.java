package spooler.transport.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.modem.FarSide;
import spooler.testkit.modem.TcpModem;
import spooler.transport.modem.serial.PortProgram;

/** Two lanes of one transport, a modem, and a far system: one call for both. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit and each test do
final class SharedCallTest {
  private static final String NUMBER = "5551234";

  private Path folder;
  private FarSystem far;
  private TcpModem modems;
  private ModemLane lane;
  private ModemLane other;

  @BeforeEach
  void plugIn(@TempDir Path fresh) throws IOException {
    folder = fresh;
    far = new FarSystem(folder);
    modems = new TcpModem(modem -> modem.subscriber(NUMBER, far::answer));
  }

  @AfterEach
  void pullOut() throws IOException {
    modems.close();
    far.close();
  }

  private void lanes(Object... more) {
    Map<String, Object> configured = Configs.in(folder, modems.port(), "number", NUMBER);
    for (int i = 0; i < more.length; i += 2) {
      configured.put((String) more[i], more[i + 1]);
    }
    Shared shared =
        new Shared(
            Configs.settings(configured),
            new PortProgram(folder.resolve("serial")),
            Clock.systemUTC(),
            new Lines());
    lane = new ModemLane(shared);
    other = new ModemLane(shared);
  }

  private <T> FutureTask<T> meanwhile(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    start(task);
    return task;
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "lane");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Begins it, and returns when it waits for something. */
  private static <T> FutureTask<T> waiting(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = start(task);
    Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }

  private static SubmitResult send(ModemLane by, String text) throws IOException {
    return by.medium().send(new HeldMessage(text));
  }

  private static SubmitResult.NetworkError failed(SubmitResult result) {
    return assertInstanceOf(SubmitResult.NetworkError.class, result);
  }

  @Test
  void theFirstThatNeedsItDialsTheOthersUseTheCallAndTheLastHangsUp() throws Exception {
    lanes();
    Future<SubmitResult> one = meanwhile(() -> send(lane, "a"));
    Future<SubmitResult> another = meanwhile(() -> send(other, "b"));
    assertEquals(SubmitResult.OK, one.get());
    assertEquals(SubmitResult.OK, another.get());
    lane.close();
    assertEquals(1, modems.carriers(), "the other is not done");
    assertEquals(SubmitResult.OK, send(other, "c"));
    other.close();
    assertEquals(0, modems.carriers());
    assertEquals(1, modems.calls());
    assertEquals(3, far.take().size());
  }

  @Test
  void aCallStandsUntilALaneThatHasNotUsedItYetHasFetched() throws Exception {
    lanes();
    far.hold("one\r\n");
    lane.medium().beginTurn();
    other.medium().beginTurn();
    assertEquals(SubmitResult.OK, send(other, "a"));
    other.close();
    other.medium().endTurn();
    assertEquals(1, modems.carriers(), "the first lane fetches in the same turn");
    assertEquals(List.of("one\r\n"), lane.fetchAll());
    lane.close();
    lane.medium().endTurn();
    assertEquals(0, modems.carriers());
    assertEquals(1, modems.calls());
  }

  @Test
  void whoHasUsedACallThatEndedAndClosesLateLeavesTheNextOneAlone() throws Exception {
    lanes();
    assertEquals(SubmitResult.OK, send(lane, "a"));
    lane.close();
    assertEquals(SubmitResult.OK, send(other, "b"));
    lane.close();
    assertEquals(1, modems.carriers());
    other.close();
    assertEquals(2, modems.calls());
  }

  @Test
  @DisplayName("R52: with two lanes the user is asked once, and so for the password")
  void theUserIsAskedOnce() throws Exception {
    lanes("confirmDialling", true);
    lane.user().answers("yes");
    assertEquals(SubmitResult.OK, send(lane, "a"));
    assertEquals(SubmitResult.OK, send(other, "b"));
    assertEquals(List.of(), other.user().questions());
    lane.close();
    other.close();
  }

  @Test
  void whoWaitsForACallThatDoesNotComeAboutIsToldWhyAndDialsNotAgain() throws Exception {
    lanes();
    Circuit circuit = new Circuit();
    AtomicInteger dialled = new AtomicInteger();
    CountDownLatch engaged = new CountDownLatch(1);
    Circuit.Dialling dialling =
        () -> {
          dialled.incrementAndGet();
          awaitNothing(engaged);
          throw new IOException("the modem says BUSY");
        };
    FutureTask<Call> one = waiting(() -> circuit.take(lane.medium(), dialling));
    FutureTask<Call> another = waiting(() -> circuit.take(other.medium(), dialling));
    engaged.countDown();
    for (Future<Call> each : List.of(one, another)) {
      ExecutionException failed = assertThrows(ExecutionException.class, each::get);
      assertEquals("the modem says BUSY", reason(failed));
    }
    assertEquals(1, dialled.get());
    assertThrows(IOException.class, () -> circuit.take(other.medium(), dialling).end());
    assertEquals(2, dialled.get(), "who comes later tries anew");
  }

  private static String reason(ExecutionException failed) {
    return String.valueOf(Objects.requireNonNull(failed.getCause()).getMessage());
  }

  private static void awaitNothing(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      throw new IOException("interrupted", stopped);
    }
  }

  @Test
  @DisplayName("R57: a line that breaks gives each lane its message back, with the reason")
  void aBrokenLineTakesBothBackAndOneNewCallCarriesThem() throws Exception {
    lanes();
    CountDownLatch deaf = new CountDownLatch(1);
    modems.onPlugged(modem -> modem.subscriber(NUMBER, () -> hearsTheBeginning(deaf)));
    Future<SubmitResult> one = meanwhile(() -> send(lane, "x".repeat(30_000)));
    Await.until("the far side hears no more", () -> deaf.getCount() == 0);
    Future<SubmitResult> another = waiting(() -> send(other, "y".repeat(30_000)));
    modems.unplug();
    for (Future<SubmitResult> each : List.of(one, another)) {
      ExecutionException broken = assertThrows(ExecutionException.class, each::get);
      String why = reason(broken);
      assertTrue(why.startsWith("hub at 5551234: "), why);
    }
    modems.onPlugged(modem -> modem.subscriber(NUMBER, far::answer));
    int calls = modems.calls();
    Future<SubmitResult> again = meanwhile(() -> send(lane, "x"));
    assertEquals(SubmitResult.OK, send(other, "y"));
    assertEquals(SubmitResult.OK, again.get());
    assertEquals(calls + 1, modems.calls());
    lane.close();
    other.close();
  }

  /** A far system that answers, and hears nothing of what comes then. */
  private FarSide hearsTheBeginning(CountDownLatch deaf) throws IOException {
    FarSide whole = far.answer();
    OutputStream hears =
        new FilterOutputStream(whole.hears()) {
          private int heard;

          @Override
          public void write(int octet) throws IOException {
            heard++;
            if (heard > 2000) {
              deaf.countDown();
            } else {
              super.write(octet);
            }
          }
        };
    return new FarSide(whole.says(), hears, whole.hangUp());
  }

  @Test
  void whatWaitsOverThereIsFetchedAfterAllThatIsSent() throws Exception {
    lanes();
    far.hold("one\r\n", "two\r\n");
    assertEquals(SubmitResult.OK, send(lane, "a"));
    assertEquals(SubmitResult.OK, send(other, "b"));
    Future<List<String>> fetched = waiting(lane::fetchAll);
    assertFalse(fetched.isDone(), "the other lane may send more");
    assertEquals(SubmitResult.OK, send(other, "c"));
    other.close();
    assertEquals(List.of("one\r\n", "two\r\n"), fetched.get());
    lane.close();
    assertEquals(1, modems.calls());
    assertEquals(3, far.take().size());
  }

  @Test
  void aLaneThatIsGivenUpWhileItDialsLeavesTheLineToTheOther() throws Exception {
    lanes("connectTimeoutSeconds", 30);
    modems.onPlugged(modem -> modem.reply("ATD", "RINGING"));
    Future<SubmitResult> one = meanwhile(() -> send(lane, "a"));
    Await.until("it dials", () -> modems.commands().contains("ATDT" + NUMBER));
    modems.onPlugged(modem -> modem.forget("ATD"));
    lane.close();
    lane.medium().signOff();
    assertEquals(SubmitResult.OK, send(other, "b"));
    failed(one.get());
    other.close();
    assertEquals(0, modems.carriers());
  }

  @Test
  void afterTheMostOfACallNoLaneBeginsAMessage() throws Exception {
    lanes("callKiB", 1);
    assertEquals(SubmitResult.OK, send(lane, "x".repeat(2000)));
    String why = failed(send(other, "b")).reason();
    assertEquals("hub at 5551234: as much as one call may carry (callKiB, callSeconds)", why);
    lane.close();
    other.close();
    assertEquals(0, modems.carriers());
  }

  @Test
  @DisplayName("The most of a call, reached while a lane sends: that message goes, no other does")
  void theMostOfACallReachedUnderWay() throws Exception {
    lanes("callKiB", 1);
    AtomicReference<SubmitResult> second = new AtomicReference<>();
    modems.onPlugged(
        modem ->
            modem.subscriber(
                NUMBER, () -> far.answer().hearing(4000, () -> second.set(sent(other, "b")))));
    assertEquals(SubmitResult.OK, send(lane, "x".repeat(6000)));
    failed(Objects.requireNonNull(second.get()));
    lane.close();
    other.close();
    assertEquals(1, modems.calls());
    assertEquals(1, far.take().size());
  }

  private static SubmitResult sent(ModemLane by, String text) {
    try {
      return send(by, text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
