package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.transport.smtp.fetch.Dovecot;
import spooler.transport.smtp.fetch.LocalPeer;

/** Whether relays and mailboxes answer, found out without signing in. */
@Timeout(60)
final class ReachTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static String reach(Map<String, Object> more) throws IOException {
    Map<String, Object> configured = new HashMap<>(more);
    configured.put("spooler.transport.name", "account");
    if (more.containsKey("fetch")) {
      configured.put("fetchUsername", "bob");
      configured.put(".fetchPassword", "secret");
      configured.put("fetchTo", "bob@localhost");
    }
    try (SmtpTransport transport = Configs.transport(configured)) {
      return transport.reach(LIMIT);
    }
  }

  private static String refused(Map<String, Object> more) {
    return String.valueOf(assertThrows(IOException.class, () -> reach(more)).getMessage());
  }

  /** A server that says that to whoever calls; completes with what it was answered. */
  private static CompletableFuture<String> greeting(ServerSocket server, String line) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket client = server.accept()) {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
          } catch (IOException failed) {
            throw new AssertionError(failed);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "imap, * OK [CAPABILITY IMAP4rev2] ready, a LOGOUT",
    "imap, * PREAUTH welcome, a LOGOUT",
    "pop3, +OK ready, QUIT",
  })
  void aMailboxIsGreetedAndNobodySignsIn(String scheme, String line, String farewell)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> heard = greeting(server, line);
      String url = "%s://127.0.0.1:%d".formatted(scheme, server.getLocalPort());
      String said = reach(Map.of("fetch", url));
      assertTrue(said.startsWith(url), said);
      assertTrue(said.endsWith(" answers " + line), said);
      assertEquals(farewell + "\r\n", heard.get());
    }
  }

  @ParameterizedTest
  @CsvSource({"imap, * BYE too many", "imap, +OK POP3 here", "pop3, -ERR not now", "pop3, 220 x"})
  void aServerThatDoesNotWantUsIsSaid(String scheme, String line) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> heard = greeting(server, line);
      String said =
          refused(Map.of("fetch", "%s://127.0.0.1:%d".formatted(scheme, server.getLocalPort())));
      assertTrue(said.contains(": it answers " + line), said);
      assertEquals("", heard.get());
    }
  }

  @Test
  void anAccountSaysBothSidesAndTheOneThatIsDown() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay();
        ScriptedPop mailbox = new ScriptedPop()) {
      Map<String, Object> account =
          Map.of(
              "host",
              "127.0.0.1",
              "port",
              relay.port(),
              "fetch",
              "pop3://127.0.0.1:" + mailbox.port());
      String said = reach(account);
      assertTrue(said.startsWith("127.0.0.1:%d answers 220 ".formatted(relay.port())), said);
      assertTrue(
          said.contains("; pop3://127.0.0.1:%d answers +OK".formatted(mailbox.port())), said);

      int nobody = LocalPeer.freePort();
      String why = refused(Configs.with(account, "fetch", "pop3://127.0.0.1:" + nobody));
      assertTrue(why.startsWith("pop3://127.0.0.1:%d: Connection refused".formatted(nobody)), why);
    }
  }

  @Test
  void aRealMailServerAnswersOnEachPort(@TempDir Path folder) throws Exception {
    try (Dovecot server = Dovecot.plain(folder)) {
      assertTrue(reach(Map.of("fetch", server.imap())).contains(" answers * OK "));
      assertTrue(reach(Map.of("fetch", server.pop3())).contains(" answers +OK "));
    }
  }
}
