package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Session;
import spooler.api.command.CommandException;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushReport.Turn;
import spooler.api.mapi.HResult;

class SendTest {
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
  @DisplayName("R2: send asks every transport through the spooler's object")
  void sendAsksEveryTransportThroughTheSpooler() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true));
    RecordingTransport quiet = rig.add(new RecordingTransport("quiet", false));
    rig.submit(3);
    FlushReport report = rig.transfers.send(rig.shell).report();
    assertEquals(List.of("smtp", "quiet"), report.turns().stream().map(Turn::transport).toList());
    assertEquals(new FlushCounts(3, 0, 0, 0, 0), report.counts());
    assertEquals(
        List.of("logon flushQueues [UPLOAD, FORCE, NO_UI]", "submit", "submit", "submit"),
        smtp.calls);
    assertEquals(List.of("logon flushQueues [UPLOAD, FORCE, NO_UI]"), quiet.calls);
    assertEquals(0, rig.store.size());
  }

  @Test
  @DisplayName("R3, R45: a transport that has FlushQueues is asked through its own object")
  void oneTransportIsAskedThroughItsOwnObject() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true));
    RecordingTransport other = rig.add(new RecordingTransport("other", true));
    rig.submit(1);
    FlushReport report = rig.transfers.send(rig.shell, "smtp").report();
    assertEquals(
        List.of(
            "own flushQueues [UPLOAD, FORCE, NO_UI]",
            "logon flushQueues [UPLOAD, FORCE, NO_UI]",
            "submit"),
        smtp.calls);
    assertEquals(List.of(), other.calls);
    assertEquals(1, report.counts().sent());
  }

  @Test
  @DisplayName("R4, R5: a transport that lacks it is flushed by the spooler, as its target")
  void aTransportWithoutFlushQueuesIsAskedThroughTheSpooler() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).down("not asked"));
    RecordingTransport quiet = rig.add(new RecordingTransport("quiet", false));
    FlushReport report = rig.transfers.send(rig.shell, "quiet").report();
    assertEquals(List.of("logon flushQueues [UPLOAD, FORCE, NO_UI]"), quiet.calls);
    assertEquals(List.of(), smtp.calls);
    assertEquals(List.of("quiet"), report.turns().stream().map(Turn::transport).toList());
  }

  @Test
  void anUnknownTransportIsRefusedWithTheNamesThereAre() {
    assertEquals(
        "no transport is called \"smtp\": none is installed and configured; nor is it a message or a"
            + " destination that waits",
        refusal("smtp").getMessage());
    rig.add(new RecordingTransport("relay", true));
    rig.add(new RecordingTransport("lan", false));
    assertEquals(
        "no transport is called \"smtp\": there is lan, relay; nor is it a message or a destination"
            + " that waits",
        refusal("smtp").getMessage());
  }

  @Test
  void anUnreachableRelayIsAFailureAndNothingIsLost() throws Exception {
    rig.add(new RecordingTransport("smtp", true).down("localhost:2525: connection refused"));
    rig.submit(2);
    CommandException failed =
        assertThrows(CommandException.class, () -> rig.transfers.send(rig.shell));
    assertEquals(
        "smtp: localhost:2525: connection refused; 2 messages stay in the queue",
        failed.getMessage());
    assertEquals(
        HResult.MAPI_E_NETWORK_ERROR, ((Transfer) failed.done().orElseThrow()).report().result());
    assertEquals(2, rig.store.size());
    assertEquals(failed.getMessage(), refusal("smtp").getMessage());
  }

  @Test
  void whoeverStopsWaitingStopsTheTransferAndLosesNothing() throws Exception {
    Thread caller = Thread.currentThread();
    CountDownLatch stopped = new CountDownLatch(1);
    rig.add(
        new RecordingTransport("smtp", true)
            .whileSending(
                () -> {
                  caller.interrupt();
                  await(stopped);
                }));
    rig.submit(2);
    assertEquals("stopped: what was not sent stays in the queue", refusal().getMessage());
    assertTrue(Thread.interrupted());
    stopped.countDown();
    try (Session session = rig.core.logon(Set.of())) {
      FlushReport report = session.flushes().get(0).done().toCompletableFuture().join();
      assertEquals(1, report.counts().sent()); // the one in hand
      assertEquals(1, session.queue().size());
    }
  }

  @Test
  void withoutATransportNothingIsSentAndThatIsSaid() throws Exception {
    rig.submit(1);
    Transfer transfer = rig.transfers.send(rig.shell);
    assertEquals(List.of(), transfer.report().turns());
    assertEquals(
        "no transport is installed and configured: nothing was sent\n"
            + "1 message still waits: \"queue\" says why",
        TransferText.of(transfer));
  }

  @Test
  void whatStillWaitsIsNotPassedOverInSilence() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.submit(1);
    rig.messages.submit(rig.shell, "message.eml", "--to", "LAN:printer");
    assertEquals(
        "smtp: 1 sent\n1 message still waits: \"queue\" says why",
        TransferText.of(rig.transfers.send(rig.shell)));
  }

  @Test
  @DisplayName("R53: who asks for it now is not put off by a retry delay")
  void aMessageInARetryDelayIsTriedNow() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).down("refused"));
    rig.submit(1);
    refusal("smtp");
    smtp.up();
    assertEquals("smtp: 1 sent", TransferText.of(rig.transfers.send(rig.shell, "smtp")));
  }

  @Test
  void theAnswerIsOneLinePerTransport() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.add(new RecordingTransport("quiet", false));
    rig.submit(2);
    assertEquals("smtp: 2 sent\nquiet: 0 sent", TransferText.of(rig.transfers.send(rig.shell)));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  private Exception refusal(String... transport) {
    Exception refused =
        assertThrows(Exception.class, () -> rig.transfers.send(rig.shell, transport));
    assertTrue(Objects.requireNonNull(refused.getMessage()).lines().count() == 1);
    return refused;
  }
}
