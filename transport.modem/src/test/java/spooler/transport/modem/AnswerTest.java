package spooler.transport.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.transport.SubmitResult;
import spooler.transport.modem.at.Chat;
import spooler.transport.modem.at.ChatScript;
import spooler.transport.modem.at.Pause;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.line.TcpDevice;
import spooler.transport.modem.serial.PortProgram;
import spooler.transport.modem.uucp.UucpCall;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.spool.UucpSpool;

/** The far side calls: it logs in, and both sides send what they have. */
@Timeout(60)
final class AnswerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Path folder;
  private CallersPort callers;
  private ModemLane lane;
  private int port;
  private final CountDownLatch rung = new CountDownLatch(1);

  @BeforeEach
  void listen(@TempDir Path fresh) throws IOException {
    folder = fresh;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Map<String, Object> configured =
        Configs.in(
            folder, 9, "answerPort", port, "answerLogin", "uuhub", ".answerPassword", "pass");
    ModemSettings settings = Configs.settings(configured);
    Shared shared = new Shared(settings, new PortProgram(folder), Clock.systemUTC(), new Lines());
    callers = new CallersPort(settings.calls(), rung::countDown);
    shared.answerAt(callers);
    lane = new ModemLane(shared);
  }

  @AfterEach
  void stop() throws IOException {
    lane.close();
    callers.close();
  }

  private Port logIn(String password) throws IOException {
    return chat("\"\" \\r\\c ogin: \\L word: \\P", password);
  }

  private Port chat(String script, String password) throws IOException {
    Port line = new TcpDevice("127.0.0.1", port).open(LIMIT);
    new Chat(ChatScript.of(script), Map.of("L", () -> "uuhub", "P", () -> password), Pause.REAL)
        .run(line, LIMIT);
    return line;
  }

  private int call(String name) throws IOException {
    UucpSpool spool = UucpSpool.open(folder.resolve("caller"), line -> {});
    try (UucpCall call =
        UucpCall.place(logIn("pass"), UucpSettings.of(name, "office"), spool, UucpListener.NONE)) {
      call.send(new HeldMessage("from the hub\r\n"));
      call.turn();
      while (call.awaitReceived(LIMIT) && spool.waiting() == 0) {}
      call.end(LIMIT);
    }
    return spool.waiting();
  }

  @Test
  void bothSidesSendWhatTheyHaveInOneCall() throws Exception {
    CompletableFuture<Integer> calling =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return call("hub");
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    assertTrue(rung.await(10, TimeUnit.SECONDS));
    assertEquals(SubmitResult.OK, lane.medium().send(new HeldMessage("to the hub\r\n")));
    assertEquals(List.of("from the hub\r\n"), lane.fetchAll());
    lane.medium().close();
    assertEquals(1, calling.get(20, TimeUnit.SECONDS));
  }

  @Test
  void afterThreeWrongPasswordsTheCallIsOver() throws Exception {
    CompletableFuture<Integer> guessing =
        CompletableFuture.supplyAsync(
            () -> {
              String guess = " ogin: \\L word: \\P";
              try (Port line = chat("\"\" \\r\\c" + guess.repeat(3), "wrong")) {
                byte[] heard = new byte[100];
                int n = line.read(heard, 0, heard.length, LIMIT);
                while (n > 0) {
                  n = line.read(heard, 0, heard.length, LIMIT);
                }
                return n;
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    assertTrue(rung.await(10, TimeUnit.SECONDS));
    IOException refused = assertThrows(IOException.class, () -> lane.fetchAll());
    assertEquals(
        "a call came in: the caller did not log in: login or password was wrong",
        refused.getMessage());
    assertEquals(-1, guessing.get(20, TimeUnit.SECONDS));
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    ModemSettings settings =
        Configs.settings(
            Configs.in(
                folder, 9, "answerPort", port, "answerLogin", "uuhub", ".answerPassword", "x"));
    String why =
        String.valueOf(
            assertThrows(IOException.class, () -> new CallersPort(settings.calls(), () -> {}))
                .getMessage());
    assertTrue(why.startsWith("answerPort = \"" + port + "\" at answerAddress"), why);
  }
}
