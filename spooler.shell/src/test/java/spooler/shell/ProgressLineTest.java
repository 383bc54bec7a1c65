package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Session;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;

class ProgressLineTest {
  private Path folder;
  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void nothingIsDrawnWhileNothingRuns() throws Exception {
    try (ShellRig rig = new ShellRig(folder);
        Session session = rig.core.logon(Set.of())) {
      rig.add(new RecordingTransport("smtp", true));
      rig.commands.send(rig.shell);
      line(session).draw();
      assertEquals("", drawn.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theRunningTransferIsDrawnOnOneLine() throws Exception {
    try (ShellRig rig = new ShellRig(folder);
        Session session = rig.core.logon(Set.of())) {
      ProgressLine line = line(session);
      rig.add(new RecordingTransport("smtp", true).whileSending(() -> draw(line)));
      rig.submit(1);
      rig.commands.send(rig.shell);
      assertEquals("\r\033[Ksmtp: 0 sent", drawn.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theLineIsWipedAtTheEnd() throws Exception {
    try (ShellRig rig = new ShellRig(folder);
        Session session = rig.core.logon(Set.of())) {
      line(session).start().close();
      assertTrue(drawn.toString(StandardCharsets.UTF_8).endsWith("\r\033[K"));
    }
  }

  private static void draw(ProgressLine line) {
    try {
      line.draw();
    } catch (MapiException gone) {
      throw new AssertionError(gone);
    }
  }

  private ProgressLine line(Session session) {
    return new ProgressLine(
        session, FlushFlag.UPLOAD, new PrintStream(drawn, true, StandardCharsets.UTF_8));
  }
}
