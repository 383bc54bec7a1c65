package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Envelope;
import spooler.api.command.CommandException;
import spooler.api.flush.FlushId;
import spooler.api.flush.FlushReport;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;

class FetchTest {
  private Path folder;
  private final List<String> fetched = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  @DisplayName("R6: fetch asks for DOWNLOAD only, and what came is counted")
  void fetchBringsMailIn() throws Exception {
    try (ShellRig rig = new ShellRig(folder, inbox())) {
      RecordingTransport smtp =
          rig.add(new RecordingTransport("smtp", true).holding("one").holding("two"));
      Transfer transfer = rig.transfers.fetch(rig.shell, "smtp");
      assertEquals(List.of("one", "two"), fetched);
      assertEquals(2, transfer.report().counts().received());
      assertEquals("smtp: 2 received", TransferText.of(transfer));
      assertEquals(
          List.of(
              "own flushQueues [DOWNLOAD, FORCE, NO_UI]",
              "logon flushQueues [DOWNLOAD, FORCE, NO_UI]"),
          smtp.calls);
    }
  }

  @Test
  void withoutAnInboxNothingIsFetchedAndThatIsAFailure() {
    try (ShellRig rig = new ShellRig(folder)) {
      rig.add(new RecordingTransport("smtp", true).holding("one"));
      CommandException failed =
          assertThrows(CommandException.class, () -> rig.transfers.fetch(rig.shell));
      assertTrue(Objects.requireNonNull(failed.getMessage()).contains("inbox"));
    }
  }

  @Test
  void aTransportThatHasNothingToFetchIsNotCalledAbsent() {
    FlushReport empty =
        new FlushReport(
            new FlushId(0),
            Set.of(FlushFlag.DOWNLOAD),
            Instant.EPOCH,
            Instant.EPOCH,
            HResult.S_OK,
            List.of());
    assertEquals("smtp: 0 received", TransferText.of(new Transfer(Optional.of("smtp"), empty, 5)));
    assertEquals(
        "no transport is installed and configured: nothing was fetched",
        TransferText.of(new Transfer(Optional.empty(), empty, 5)));
  }

  private InboundHandler inbox() {
    return () ->
        new InboundHandler.Delivery() {
          private final ByteArrayOutputStream body = new ByteArrayOutputStream();

          @Override
          public OutputStream body() {
            return body;
          }

          @Override
          public void commit(Envelope envelope) {
            fetched.add(body.toString(StandardCharsets.UTF_8));
          }

          @Override
          public void close() {}
        };
  }
}
