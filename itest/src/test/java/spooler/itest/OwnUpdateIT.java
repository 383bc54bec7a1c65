package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import spooler.api.flush.FlushTicket;

/** The spooler's own parts are updated while it runs, and mail flows. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class OwnUpdateIT {
  private static final int MESSAGES = 1_000;

  private final List<String> submitted =
      IntStream.range(0, MESSAGES).mapToObj("message %04d\r\n"::formatted).toList();
  private SwapHome swap;
  private SmtpSink server;
  private int updates;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(SmtpSink.isInstalled(), SmtpSink.HOW_TO_INSTALL);
    swap = SwapHome.start();
    server = SmtpSink.start(swap.folder);
    swap.configureRelay("relay", server.port(), "");
    swap.client.awaitReady("relay");
  }

  @AfterAll
  void stop() {
    if (swap != null) {
      swap.close();
      server.close();
    }
  }

  /** In the middle of a flush: what was sent is not sent again, what was not is sent later. */
  @Test
  @Tag("equinox")
  void theCoreIsUpdatedInTheMiddleOfAFlush() throws Exception {
    for (String message : submitted) {
      swap.client.submit("bob@example.org", message);
    }
    FlushTicket flush = swap.client.beginToSend();
    Eventually.holds("it sends", () -> flush.progress().counts().sent() > MESSAGES / 10);
    update("spooler.core");
    swap.client.awaitReady("relay");
    swap.client.sendNow();
    assertEquals(0, swap.client.waiting());
    assertEquals(
        submitted, server.contents().stream().filter(one -> one.startsWith("message")).toList());
  }

  /** Whoever submits over SMTP is served again, by the new core. */
  @Test
  void submissionComesBackAfterTheCoreWasUpdated() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/swaks")), "apt-get install swaks");
    takesMail();
    update("spooler.core");
    takesMail();
    assertEquals(2, swap.client.waiting());
    swap.client.awaitReady("relay");
    assertEquals(2, swap.client.sendNow().counts().sent());
  }

  private void takesMail() throws Exception {
    Eventually.holds("it greets", () -> greets(swap.submission));
    Commands.run(
        "swaks",
        "--server",
        "127.0.0.1:" + swap.submission,
        "--from",
        "ann@example.org",
        "--to",
        "bob@example.org");
  }

  private static boolean greets(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      byte[] greeting = socket.getInputStream().readNBytes(4);
      return new String(greeting, StandardCharsets.US_ASCII).equals("220 ");
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /** A program around it asks for the service again, and has it. */
  @Test
  void anEmbedderFindsTheNewOne() throws Exception {
    swap.client.submit("bob@example.org", "first\r\n");
    update("spooler.core");
    assertEquals(1, swap.client.waiting());
    swap.client.submit("bob@example.org", "second\r\n");
    swap.client.awaitReady("relay");
    assertEquals(2, swap.client.sendNow().counts().sent());
  }

  @Test
  @Tag("equinox")
  void theShellIsUpdated() throws Exception {
    update("spooler.shell");
    Eventually.holds(
        "its commands are there",
        () ->
            swap.framework.commands(Duration.ofSeconds(20)).complete(List.of("stat")).stream()
                .anyMatch(one -> one.strip().equals("status")));
  }

  private void update(String name) throws Exception {
    Bundle bundle = swap.framework.bundle(name).orElseThrow();
    Path jar;
    try (Stream<Path> jars = Files.list(Jars.distribution().resolve("bundles"))) {
      jar =
          jars.filter(one -> one.getFileName().toString().startsWith(name))
              .findFirst()
              .orElseThrow();
    }
    String version = "9.0.%d".formatted(updates++);
    Path fresh = Jars.withVersion(jar, version, swap.folder);
    SwapHome.update(bundle, fresh);
    assertEquals(version, bundle.getVersion().toString());
    assertTrue(bundle.getState() == Bundle.ACTIVE, "it runs");
  }
}
