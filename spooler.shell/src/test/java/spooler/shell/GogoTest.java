package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Submission;

/** The commands as the Felix shell runs them. */
class GogoTest {
  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
    for (Verb verb : Verb.values()) {
      rig.processor.addCommand("spool", rig.commands(verb), verb.word());
    }
    rig.processor.addConverter(rig.converter);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theShellFindsEachCommandAndPrintsItsAnswer() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.file("my mail.eml", "From: a@b\nTo: c@d\n\nbody");
    Object accepted = rig.shell.execute("spool:submit 'my mail.eml' --to x@y --to z@y");
    assertTrue(((Submission) accepted).size() > 0);
    assertTrue(printed(rig.shell.execute("spool:queue")).contains("z@y"));
    assertTrue(printed(rig.shell.execute("spool:status")).startsWith("NAME"));
    assertEquals(1, ((Transfer) rig.shell.execute("spool:send")).report().counts().sent());
    assertEquals("smtp: 0 sent", printed(rig.shell.execute("spool:send smtp")));
    assertTrue(printed(rig.shell.execute("spool:trace 1")).startsWith("Flush 1\n"));
  }

  @Test
  void aRefusalReachesTheShellAsItIs() {
    UsageException refused =
        assertThrows(UsageException.class, () -> rig.shell.execute("spool:send --now"));
    assertEquals("unknown flag --now; write: send [TRANSPORT] [--no-ui]", refused.getMessage());
  }

  @Test
  void eachCommandSaysWhatItDoes() {
    for (Verb verb : Verb.values()) {
      Method command =
          Arrays.stream(rig.commands(verb).getClass().getMethods())
              .filter(method -> method.getName().equals(verb.word()))
              .findFirst()
              .orElseThrow();
      assertNotNull(command.getAnnotation(Descriptor.class), verb.word());
    }
  }

  private String printed(Object answer) {
    return String.valueOf(rig.shell.format(answer, Converter.INSPECT));
  }
}
