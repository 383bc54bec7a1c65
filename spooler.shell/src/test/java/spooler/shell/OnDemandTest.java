package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.MessageId;

/** Sending some of it, not waiting for it, and stopping it. */
@Timeout(60)
class OnDemandTest {
  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @DisplayName("R53: one destination is sent, and nothing else")
  void aDestination() throws Exception {
    rig.submit(2);
    rig.submit(1, "c@example.net");
    rig.add(new RecordingTransport("smtp", true));
    assertEquals(0, rig.run("send", "example.net"), rig::err);
    assertTrue(rig.out().startsWith("smtp: 1 sent\n2 messages still wait"), rig.out());
  }

  @Test
  void messagesThatAreNamed() throws Exception {
    MessageId id = rig.submit(3).get(1);
    rig.add(new RecordingTransport("smtp", true));
    assertEquals(0, rig.run("send", id.toString()), rig::err);
    assertEquals(2, rig.store.size());
    assertTrue(rig.store.find(id).isEmpty());
  }

  @Test
  void whatIsNothingIsRefused() throws Exception {
    rig.submit(1);
    rig.add(new RecordingTransport("smtp", true));
    assertEquals(1, rig.run("send", "example.com"));
    assertEquals(
        "spooler: no transport is called \"example.com\": there is smtp; nor is it a message or a"
            + " destination that waits",
        rig.err().strip());
    assertEquals(1, rig.run("send", "0000000000001"));
    assertEquals(1, rig.run("fetch", "example.org"));
    assertEquals(
        "spooler: no transport is called \"example.org\": there is smtp", rig.err().strip());
    assertEquals(1, rig.store.size());
  }

  @Test
  @DisplayName("R70: what was begun and not waited for is listed, and stopped by its number")
  void beginsListsAndStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    rig.add(
        new RecordingTransport("smtp", true)
            .whileSending(
                () -> {
                  begun.countDown();
                  await(goOn);
                }));
    rig.submit(2);
    assertEquals(0, rig.run("send", "--async"), rig::err);
    assertTrue(rig.out().startsWith("Flush 1 has begun to send: "), rig.out());
    await(begun);
    assertEquals(0, rig.run("flushes"));
    assertTrue(rig.out().contains("\n1      running"), rig.out());
    assertEquals(0, rig.run("abort", "1"), rig::err);
    assertEquals("flush 1 stops after the message in hand", rig.out().strip());
    goOn.countDown();
    rig.core.logon(Set.of()).flushes().get(0).done().toCompletableFuture().get();
    rig.run("flushes");
    assertTrue(rig.out().matches("(?s).*\n1 +stopped +0 s +1 .*"), rig.out());
    assertEquals(1, rig.store.size());
    assertEquals(1, rig.run("abort", "1"));
    assertEquals("spooler: flush 1 has ended: there is nothing to stop", rig.err().strip());
    assertEquals(1, rig.run("abort", "7"));
    assertEquals("spooler: flush \"7\" is not known: there is 1", rig.err().strip());
  }

  @Test
  void withoutAnyFlushThatIsSaid() {
    assertEquals(0, rig.run("flushes"));
    assertEquals("There was no send or fetch since the spooler was started.", rig.out().strip());
    assertEquals(0, rig.run("flushes", "--json"));
    assertEquals("[]", rig.out().strip());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not come");
      }
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }
}
