package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import spooler.api.flush.FlushTicket;

/** The spooler's own parts are updated while it runs, and mail flows. */
@Timeout(120)
class OwnUpdateIT {
  private static final int MESSAGES = 2_000;

  private final List<String> submitted =
      IntStream.range(0, MESSAGES).mapToObj("message %04d\r\n"::formatted).toList();
  private SwapHome swap;
  private SmtpSink server;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(SmtpSink.isInstalled(), SmtpSink.HOW_TO_INSTALL);
    swap = SwapHome.start();
    server = SmtpSink.start(swap.folder);
    swap.configureRelay("relay", server.port(), "");
    swap.client.awaitReady("relay");
  }

  @AfterEach
  void stop() {
    if (swap != null) {
      swap.close();
      server.close();
    }
  }

  /** In the middle of a flush: what was sent is not sent again, what was not is sent later. */
  @Test
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
    assertEquals(submitted, server.contents());
  }

  /** A program around it asks for the service again, and has it. */
  @Test
  void anEmbedderFindsTheNewOne() throws Exception {
    swap.client.submit("bob@example.org", submitted.get(0));
    update("spooler.core");
    assertEquals(1, swap.client.waiting());
    swap.client.submit("bob@example.org", submitted.get(1));
    swap.client.awaitReady("relay");
    assertEquals(2, swap.client.sendNow().counts().sent());
  }

  @Test
  void theShellIsUpdated() throws Exception {
    update("spooler.shell");
    Eventually.holds(
        "its commands are there",
        () ->
            swap.framework
                .commands(Duration.ofSeconds(20))
                .complete(List.of("stat"))
                .contains("status "));
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
    Path fresh = Jars.withVersion(jar, "9.0.0", swap.folder);
    SwapHome.update(bundle, fresh);
    assertEquals("9.0.0", bundle.getVersion().toString());
    assertTrue(bundle.getState() == Bundle.ACTIVE, "it runs");
  }
}
