package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.store.StoreException;

/** {@code spool:store} as the Felix shell runs it. */
final class StoreCommandsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
  private ToolRig rig;
  private CommandSession shell;

  @BeforeEach
  void start() {
    threadIo.start();
    rig = new ToolRig(temporary);
    shell =
        processor.createSession(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    shell.currentDir(temporary);
    processor.addCommand("spool", new StoreCommands(rig.store()), "store");
  }

  @AfterEach
  void stop() {
    rig.close();
    shell.close();
    processor.stop();
    threadIo.stop();
  }

  private String answer(String line) throws Exception {
    return String.valueOf(shell.execute(line));
  }

  @Test
  void aloneItSaysHowMuchIsInIt() throws Exception {
    rig.append("one", SMTP);
    assertTrue(answer("store").contains("\nmessages   1\n"), answer("store"));
    assertTrue(answer("spool:store").startsWith("folder     " + rig.folder()));
  }

  @Test
  void messagesGoOutAndComeInByAFolderThatStartsAtTheShellsOwn() throws Exception {
    rig.append("one", SMTP);
    assertEquals(
        "messages exported to " + temporary.resolve("out") + ": 1", answer("store export out"));
    assertEquals(2, ToolRig.contents(temporary.resolve("out")).size());
    assertEquals("messages imported into " + rig.folder() + ": 1", answer("store import out"));
    assertEquals(2, rig.store().size());
    assertTrue(answer("store check").endsWith("\nok"), answer("store check"));
  }

  @Test
  void aRepairNeedsTheSpoolerStoppedAndSaysSo() {
    assertEquals(
        "a store in use cannot be repaired: stop the spooler, then run"
            + " \"bin/spooler store repair\"",
        assertThrows(StoreException.class, () -> answer("store repair")).getMessage());
  }

  @Test
  void whatIsWrittenWronglyIsRefusedWithTheWayToWriteIt() {
    for (String line : new String[] {"dance", "check now", "export", "import a b"}) {
      assertEquals(
          "write: store, store check, store export DIR or store import DIR",
          assertThrows(IllegalArgumentException.class, () -> answer("store " + line)).getMessage(),
          line);
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path absent = temporary.resolve("absent");
    assertTrue(
        assertThrows(Exception.class, () -> answer("store import absent"))
            .toString()
            .contains(absent.toString()));
    assertTrue(Files.notExists(absent));
  }
}
