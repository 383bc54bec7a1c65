package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.MessageId;
import spooler.api.command.CommandException;
import spooler.api.command.UsageException;
import spooler.api.command.Verb;

/** The commands as the Felix shell runs them. */
class GogoTest {
  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
    for (Verb verb : rig.verbs.all()) {
      rig.processor.addCommand("spool", new GogoVerb(verb), verb.name());
    }
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theShellFindsEachCommandAndPrintsItsAnswer() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.file("my mail.eml", "From: a@b\nTo: c@d\n\nbody");
    assertTrue(typed("spool:submit 'my mail.eml' --to x@y --to z@y").startsWith("Accepted "));
    assertTrue(typed("spool:queue").contains("z@y"));
    assertTrue(typed("spool:status").startsWith("NAME"));
    assertEquals("smtp: 1 sent", typed("spool:send"));
    assertEquals("smtp: 0 sent", typed("spool:send smtp"));
    assertTrue(typed("spool:trace 1").startsWith("Flush 1\n"));
  }

  @Test
  void aRefusalReachesTheShellAsItIs() {
    UsageException refused =
        assertThrows(UsageException.class, () -> rig.shell.execute("spool:status --now"));
    assertEquals("unknown flag --now; write: status", refused.getMessage());
  }

  @Test
  void whatWasDoneOfACommandThatFailedIsPrintedFirst() throws Exception {
    MessageId id = rig.submit(1).get(0);
    assertThrows(
        CommandException.class, () -> rig.shell.execute("spool:hold " + id + " 0000000000001"));
    rig.shell.getConsole().flush();
    assertTrue(rig.out().contains(id + " is held"), rig.out());
  }

  @Test
  void theHelpOfEachCommandIsTheSameAsFromOutside() throws Exception {
    for (Verb verb : rig.verbs.all()) {
      String help = typed("spool:help " + verb.name());
      assertEquals(0, rig.run(verb.name(), "--help"));
      assertEquals(rig.out().strip(), help);
      assertTrue(help.contains(verb.summary()), help);
    }
  }

  private String typed(String line) throws Exception {
    return String.valueOf(rig.shell.execute(line));
  }
}
