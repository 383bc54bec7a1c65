package spooler.transport.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.modem.FarSide;
import spooler.testkit.modem.HayesModem;
import spooler.testkit.modem.TcpModem;
import spooler.transport.modem.at.Chat;
import spooler.transport.modem.at.ChatScript;
import spooler.transport.modem.at.Pause;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.line.TcpPort;
import spooler.transport.modem.serial.PortProgram;
import spooler.transport.modem.uucp.UucpCall;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.spool.UucpSpool;

/** It rings at the modem: the call is taken in a turn, and the line is never opened twice. */
@SuppressWarnings("NullAway.Init") // each test listens first
@Timeout(60)
final class RingTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String NUMBER = "5551234";

  private final Lines lines = new Lines();
  private final Semaphore rung = new Semaphore(0);
  private final ExecutorService other = Executors.newCachedThreadPool();
  private Path folder;
  private FarSystem far;
  private TcpModem modems;
  private ServerSocket exchange;
  private RingWatch watch;
  private ModemLane lane;

  @BeforeEach
  void plugIn(@TempDir Path fresh) throws IOException {
    folder = fresh;
    far = new FarSystem(folder);
    modems = new TcpModem(modem -> modem.subscriber(NUMBER, far::answer));
    exchange = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void pullOut() throws IOException {
    lane.close();
    watch.close();
    modems.close();
    far.close();
    exchange.close();
    other.shutdownNow();
  }

  private ModemSettings listen(Object... more) throws IOException {
    List<Object> all = new ArrayList<>(List.of("number", NUMBER, "init", "AT&F; ATE0V1"));
    all.addAll(List.of("answerRings", true));
    all.addAll(List.of(more));
    Map<String, Object> configured = Configs.in(folder, modems.port(), all.toArray());
    ModemSettings settings = Configs.settings(configured);
    Shared shared = new Shared(settings, new PortProgram(folder), Clock.systemUTC(), lines);
    watch = watch(settings);
    shared.answerAt(watch);
    lane = new ModemLane(shared);
    return settings;
  }

  private RingWatch watch(ModemSettings settings) throws IOException {
    return new RingWatch(
        settings,
        settings.line().device(new PortProgram(folder)),
        lines,
        rung::release,
        Duration.ofMillis(50));
  }

  /** The modem that is listened at, set up and quiet. */
  private HayesModem listenedAt(int connection) throws Exception {
    Await.until(
        "it is listened at",
        () ->
            modems.modems().size() == connection
                && modems.modems().get(connection - 1).commands().contains("ATE0V1"));
    return modems.modems().get(connection - 1);
  }

  private FarSide takenByTheExchange() throws IOException {
    Socket line = exchange.accept();
    return new FarSide(line.getInputStream(), line.getOutputStream(), line);
  }

  /** The hub calls, and has one message. */
  private int call(boolean login) throws IOException {
    UucpSpool spool = UucpSpool.open(folder.resolve("caller"), line -> {});
    Line line = new TcpPort(new Socket(InetAddress.getLoopbackAddress(), exchange.getLocalPort()));
    if (login) {
      new Chat(
              ChatScript.of("ogin: \\L word: \\P"),
              Map.of("L", () -> "uuhub", "P", () -> "pass"),
              Pause.REAL)
          .run(line, LIMIT);
    }
    UucpSettings settings = UucpSettings.of("hub", "office");
    try (UucpCall call = UucpCall.place(line, settings, spool, UucpListener.NONE)) {
      call.send(new HeldMessage("from the hub\r\n"));
      call.turn();
      while (call.awaitReceived(LIMIT) && spool.waiting() == 0) {}
      call.end(LIMIT);
    }
    return spool.waiting();
  }

  private void ring(HayesModem modem) throws InterruptedException {
    modem.ring(this::takenByTheExchange);
    assertTrue(rung.tryAcquire(10, TimeUnit.SECONDS), "a turn is asked for");
  }

  @Test
  void aCallThatRingsIsTakenAndBothSidesSendWhatTheyHave() throws Exception {
    listen("answerLogin", "uuhub", ".answerPassword", "pass");
    HayesModem modem = listenedAt(1);
    Future<Integer> calling = other.submit(() -> call(true));

    ring(modem);
    assertEquals(SubmitResult.OK, lane.medium().send(new HeldMessage("to the hub\r\n")));
    assertEquals(List.of("from the hub\r\n"), lane.fetchAll());
    lane.medium().close();

    assertEquals(1, calling.get(20, TimeUnit.SECONDS));
    assertEquals(0, modems.carriers());
    listenedAt(2);
    assertEquals(
        List.of("AT&F", "ATE0V1", "ATA", "+++", "ATH", "AT&F", "ATE0V1"), modems.commands());
  }

  @Test
  void withoutAnAnswerLoginTheCallBeginsAtOnce() throws Exception {
    listen();
    HayesModem modem = listenedAt(1);
    Future<Integer> calling = other.submit(() -> call(false));
    ring(modem);
    assertEquals(List.of("from the hub\r\n"), lane.fetchAll());
    lane.medium().close();
    assertEquals(0, calling.get(20, TimeUnit.SECONDS));
  }

  @Test
  void aTurnTakesTheLineFromWhoListensAndGivesItBack() throws Exception {
    listen();
    listenedAt(1);
    assertEquals(SubmitResult.OK, lane.medium().send(new HeldMessage("a")));
    assertEquals(2, modems.modems().size(), "nobody listens during the call");
    lane.medium().close();
    listenedAt(3);
    assertEquals(
        List.of("AT&F", "ATE0V1", "AT&F", "ATE0V1", "ATDT5551234", "+++", "ATH", "AT&F", "ATE0V1"),
        modems.commands());
  }

  @Test
  void aCallerWhoGivesUpIsNoCallAndTheModemIsListenedAtAgain() throws Exception {
    listen();
    HayesModem modem = listenedAt(1);
    modem.reply("ATA", "NO CARRIER");
    modem.ring(this::takenByTheExchange);
    assertTrue(rung.tryAcquire(10, TimeUnit.SECONDS));
    String why =
        String.valueOf(assertThrows(IOException.class, () -> lane.fetchAll()).getMessage());
    assertEquals("a call came in: the modem says NO CARRIER", why);
    listenedAt(2);
  }

  @Test
  void aModemThatWasPulledOutIsListenedAtAgainWhenItIsThere() throws Exception {
    listen();
    listenedAt(1);
    modems.unplug();
    listenedAt(2);
  }

  @Test
  void onlyOneTransportAnswersAtALine() throws Exception {
    ModemSettings settings = listen("resource", "line:the modem");
    String why =
        String.valueOf(assertThrows(IOException.class, () -> watch(settings)).getMessage());
    assertEquals(
        "answerRings = true: another transport answers at \"line:the modem\" already;"
            + " set it for one of them",
        why);
  }
}
