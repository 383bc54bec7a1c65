package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;

/** SIGTERM in the middle of a flush, with a message on the line to a server that is slow. */
@DisplayName("R39: a shutdown ends a flush with both END flags in one call")
@Timeout(180)
class TerminationIT {
  private static final int MESSAGES = 3;

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final Semaphore answers = new Semaphore(0); // the server gives so many
  private SMTPServer server;
  private Path home;
  private Command run;

  @BeforeEach
  void flush(@TempDir Path folder) throws Exception {
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler((context, from, to, data) -> hold())
            .build();
    server.start();
    home = folder.resolve("home");
    new Home(Distribution.path(), home).prepare();
    int port = freePort();
    Files.writeString(home.resolve("etc/submit.smtp.cfg"), "port = %d\n".formatted(port));
    Files.writeString(
        home.resolve("etc/transport.smtp-relay.cfg"),
        "host = 127.0.0.1\nport = %d\nspooler.transport.on.demand = true\n"
            .formatted(server.getPortAllocated()));
    Path logging = home.resolve("etc/logging.properties");
    Files.writeString(
        logging, Files.readString(logging) + "\nspooler.transport.relay.level = FINE\n");
    run = Command.start(home, "run");
    run.awaitError("running on");
    submitAndFlush(port);
    assertTrue(arrived.await(60, TimeUnit.SECONDS), run.error());
  }

  @AfterEach
  void stop() {
    answers.release(MESSAGES);
    run.process().destroyForcibly();
    server.stop();
  }

  private void hold() {
    arrived.countDown();
    try {
      answers.acquire();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static void submitAndFlush(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      expect(in, "220");
      say(socket, in, "EHLO test", "250");
      for (int i = 0; i < MESSAGES; i++) {
        say(socket, in, "MAIL FROM:<ann@example.org>", "250");
        say(socket, in, "RCPT TO:<bob@example.org>", "250");
        say(socket, in, "DATA", "354");
        say(socket, in, "Subject: " + i + "\r\n\r\nHello\r\n.", "250");
      }
      say(socket, in, "ETRN relay", "250");
    }
  }

  private static void say(Socket socket, BufferedReader in, String line, String code)
      throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    expect(in, code);
  }

  private static void expect(BufferedReader in, String code) throws IOException {
    String line = in.readLine();
    while (line != null && line.startsWith(code + "-")) {
      line = in.readLine();
    }
    assertTrue(line != null && line.startsWith(code), "it answers " + line);
  }

  @Test
  void itIsEndedInOrderAlsoWhenTheFarSideHangsAndWhatWasNotSentWaits() throws Exception {
    run.process().destroy(); // SIGTERM; the server goes on saying nothing

    assertEquals(0, run.exitCode(), run.error());
    assertEndedWithBothFlags();
    String queue = Command.run(home, "queue").text();
    assertEquals(MESSAGES, queue.split("bob@example.org", -1).length - 1, queue);
  }

  @Test
  void theMessageInHandFinishesWhenTheFarSideAnswersInTime() throws Exception {
    run.process().destroy(); // SIGTERM
    Await.until("it begins to end", () -> !Files.exists(home.resolve("var/spooler.pid")));
    answers.release(); // for this one; should it still begin the next, that one hangs

    assertEquals(0, run.exitCode(), run.error());
    assertEndedWithBothFlags();
    long sent = run.error().lines().filter(line -> line.contains(" sent, transport relay")).count();
    assertEquals(1, sent, run.error());
    String queue = Command.run(home, "queue").text();
    assertEquals(MESSAGES - 1, queue.split("bob@example.org", -1).length - 1, queue);
  }

  private void assertEndedWithBothFlags() throws IOException {
    Pattern both =
        Pattern.compile("transportNotify: \\[END_(IN|OUT)BOUND_FLUSH, END_(IN|OUT)BOUND_FLUSH]");
    assertTrue(both.matcher(run.error()).find(), run.error());
  }
}
