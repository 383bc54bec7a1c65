package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.command.CommandException;

/** Ctrl-C while {@code send} waits at a terminal. */
@Timeout(60)
class InterruptTest {
  private ShellRig rig;
  private ScriptedTty tty;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
    tty = rig.attend();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theFirstFinishesTheMessageInHandAndNoOther() throws Exception {
    CountDownLatch hinted = new CountDownLatch(1);
    tty.whenShown("stops after the message in hand", hinted::countDown);
    RecordingTransport smtp =
        rig.add(
            new RecordingTransport("smtp", true)
                .whileSending(
                    () -> {
                      tty.interrupt();
                      await(hinted);
                    }));
    rig.submit(2);
    CommandException stopped =
        assertThrows(CommandException.class, () -> rig.transfers.send(rig.shell));
    assertEquals(1, ((Transfer) stopped.done().orElseThrow()).report().counts().sent());
    assertEquals("stopped before its end; 1 message stays in the queue", stopped.getMessage());
    assertEquals(1, smtp.sent.size());
  }

  @Test
  @DisplayName("R70: the second cancels the message in hand, which stays in the queue")
  void theSecondCancelsTheMessageInHand() throws Exception {
    tty.whenShown("stops after the message in hand", tty::interrupt);
    CountDownLatch once = new CountDownLatch(1);
    RecordingTransport smtp =
        rig.add(
            new RecordingTransport("smtp", true)
                .whileSending(
                    () -> {
                      if (once.getCount() > 0) {
                        once.countDown();
                        tty.interrupt();
                      }
                    })
                .sendingUntilStopped());
    rig.submit(2);
    assertThrows(CommandException.class, () -> rig.transfers.send(rig.shell));
    assertEquals(List.of(), smtp.sent);
    assertEquals(2, rig.store.size());
  }

  @Test
  void theThirdDoesNotWaitForATransportThatGoesOn() throws Exception {
    tty.whenShown("Ctrl-C again", tty::interrupt);
    CountDownLatch left = new CountDownLatch(1);
    rig.add(
        new RecordingTransport("smtp", true)
            .whileSending(
                () -> {
                  tty.interrupt();
                  await(left);
                }));
    rig.submit(1);
    CommandException stopped =
        assertThrows(CommandException.class, () -> rig.transfers.send(rig.shell));
    left.countDown();
    assertEquals("stopped: what was not sent stays in the queue", stopped.getMessage());
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
