package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Session;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;

@Timeout(60)
class ProgressLineTest {
  private Path folder;
  private final ScriptedTty tty = new ScriptedTty();
  private final ProgressLine line = new ProgressLine(tty, FlushFlag.UPLOAD);

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theTransferIsDrawnOnOneLineAndOnlyWhereItChanged() throws Exception {
    try (ShellRig rig = new ShellRig(folder);
        Session session = rig.core.logon(Set.of())) {
      rig.add(new RecordingTransport("smtp", true).whileSending(() -> draw(session)));
      rig.submit(1);
      rig.transfers.send(rig.shell);
      assertEquals("\r\033[Ksmtp: 0 of 1 sent\r\033[Ksmtp: 0 of 1 sent!", tty.screen());
    }
  }

  @Test
  void theLineIsWipedOnce() throws Exception {
    try (ShellRig rig = new ShellRig(folder);
        Session session = rig.core.logon(Set.of())) {
      rig.add(new RecordingTransport("smtp", true));
      line.wipe();
      rig.transfers.send(rig.shell);
      line.draw(session.flushes().get(0), "");
      line.wipe();
      line.wipe();
      assertEquals("\r\033[K0 sent\r\033[K", tty.screen());
    }
  }

  @Test
  void nothingIsLeftOnTheScreenAtTheEnd() throws Exception {
    try (ShellRig rig = new ShellRig(folder)) {
      CountDownLatch drawn = new CountDownLatch(1);
      ScriptedTty screen = rig.attend().whenShown("smtp: 0 of 1 sent", drawn::countDown);
      rig.add(new RecordingTransport("smtp", true).whileSending(() -> await(drawn)));
      rig.submit(1);
      rig.transfers.send(rig.shell);
      assertEquals("\r\033[Ksmtp: 0 of 1 sent\r\033[K", screen.screen());
    }
  }

  private void draw(Session session) {
    try {
      FlushTicket running = session.flushes().get(0);
      line.draw(running, "");
      line.draw(running, "");
      line.draw(running, "!");
    } catch (MapiException gone) {
      throw new AssertionError(gone);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing was drawn");
      }
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }
}
