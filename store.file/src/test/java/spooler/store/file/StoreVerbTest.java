package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.command.UsageException;

/** {@code store} while the store is in use. */
final class StoreVerbTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  private ToolRig rig;

  @BeforeEach
  void start() {
    rig = new ToolRig(temporary);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private String answer(String... words) throws Exception {
    return new StoreVerb(rig.store())
        .run(new TypedCall(temporary, List.of(words)))
        .text(Screen.PLAIN);
  }

  @Test
  void aloneItSaysHowMuchIsInIt() throws Exception {
    rig.append("one", SMTP);
    assertTrue(answer().contains("\nmessages   1\n"), answer());
    assertTrue(answer().startsWith("folder     " + rig.folder()));
  }

  @Test
  void messagesGoOutAndComeInByAFolderThatStartsAtTheShellsOwn() throws Exception {
    rig.append("one", SMTP);
    assertEquals(
        "messages exported to " + temporary.resolve("out") + ": 1", answer("export", "out"));
    assertEquals(2, ToolRig.contents(temporary.resolve("out")).size());
    assertEquals("messages imported into " + rig.folder() + ": 1", answer("import", "out"));
    assertEquals(2, rig.store().size());
    assertTrue(answer("check").endsWith("\nok"), answer("check"));
  }

  @Test
  void aRepairNeedsTheSpoolerStoppedAndSaysSo() {
    assertEquals(
        "a store in use cannot be repaired: stop the spooler, then run"
            + " \"bin/spooler store repair\"",
        assertThrows(CommandException.class, () -> answer("repair")).getMessage());
  }

  @Test
  void whatIsWrittenWronglyIsRefusedWithTheWayToWriteIt() {
    assertEquals("check takes no DIR", refusal("check", "now"));
    assertEquals("DIR is missing", refusal("export"));
    assertEquals("DIR is missing", refusal("import"));
  }

  private String refusal(String... words) {
    return String.valueOf(assertThrows(UsageException.class, () -> answer(words)).getMessage());
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path absent = temporary.resolve("absent");
    assertTrue(
        assertThrows(Exception.class, () -> answer("import", "absent"))
            .toString()
            .contains(absent.toString()));
    assertTrue(Files.notExists(absent));
  }
}
