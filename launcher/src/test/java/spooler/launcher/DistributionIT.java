package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution as an operator starts it: a process, its output, its exit code. */
@Timeout(180)
class DistributionIT {
  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static void assertOneLine(String text, Command command) throws Exception {
    assertTrue(command.error().contains(text), command.error());
    assertEquals(1, command.error().lines().count(), command.error());
  }

  @Test
  void askedToEndItStopsInOrderAndExitsWithZero() throws Exception {
    Command run = Command.start(home(), "run");
    run.awaitError("running on " + home());

    run.process().destroy(); // SIGTERM

    assertEquals(0, run.exitCode(), run.error());
    assertTrue(run.error().lines().reduce("", (a, b) -> b).endsWith("stopped"), run.error());
  }

  @Test
  void atATerminalItHasAShellWhichEndsIt() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "no terminal to try it at");
    assumeTrue("Linux".equals(System.getProperty("os.name")), "another script than Linux has");
    Command run = Command.startAtTerminal(home(), "run");
    run.awaitText("running on " + home());

    run.type("queue\n");
    run.awaitText("Nothing waits.");
    run.type("exit\n");

    assertEquals(0, run.exitCode(), run.text());
  }

  @Test
  void atATerminalTheStoreInUseIsCheckedExportedAndImported() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "no terminal to try it at");
    assumeTrue("Linux".equals(System.getProperty("os.name")), "another script than Linux has");
    Path letter = folder.resolve("letter.eml");
    Files.writeString(letter, "From: ann@example.org\nTo: bob@example.org\n\nHello\n");
    Command run = Command.startAtTerminal(home(), "run");
    run.awaitText("running on " + home());

    run.type("submit " + letter + "\n");
    run.awaitText("Accepted ");
    run.type("store\n");
    run.awaitText("messages   1");
    run.type("store ch\t\n"); // which the tab key completes
    run.awaitText("messages that are whole: 1");
    run.type("store export " + folder.resolve("out") + "\n");
    run.awaitText("messages exported to " + folder.resolve("out") + ": 1");
    run.type("store import " + folder.resolve("out") + "\n");
    run.awaitText("messages imported into ");
    run.type("store repair\n");
    run.awaitText("then run \"bin/spooler store repair\"");
    run.type("help spool:store\n");
    run.awaitText("store [check|export|import|repair] [DIR]");
    run.type("exit\n");

    assertEquals(0, run.exitCode(), run.text());
    assertEquals(2, Command.run(home(), "queue").text().split("bob@example.org", -1).length - 1);
  }

  @Test
  void aSecondOneOnTheSameHomeIsRefused() throws Exception {
    Command run = Command.start(home(), "run");
    try {
      run.awaitError("running on");

      Command second = Command.run(home(), "run");

      assertEquals(2, second.exitCode());
      assertOneLine("another spooler runs on " + home(), second);
    } finally {
      run.process().destroy();
      run.exitCode();
    }
  }

  @Test
  void aCommandOfTheShellRunsOnceOnAFreshHome() throws Exception {
    Command status = Command.run(home(), "status");

    assertEquals(0, status.exitCode(), status.error());
    assertTrue(status.text().contains("spooler"), status.text());
    assertEquals("", status.error());
  }

  @Test
  void aTransportIsThereAsSoonAsItIsConfiguredAndGoneWithItsFile() throws Exception {
    Command.run(home(), "status");
    Path file = home().resolve("etc/transport.smtp-harbour.cfg");
    Files.writeString(file, "host = 127.0.0.1\nport = 2525\n");
    assertTrue(Command.run(home(), "status").text().contains("harbour"));

    Files.delete(file);
    assertTrue(!Command.run(home(), "status").text().contains("harbour"));
  }

  @Test
  void aMessageThatWasAcceptedWaitsInTheNextRun() throws Exception {
    Path letter = folder.resolve("letter.eml");
    Files.writeString(letter, "From: ann@example.org\nTo: bob@example.org\n\nHello\n");

    assertEquals(0, Command.run(home(), "submit", letter.toString()).exitCode());

    assertTrue(Command.run(home(), "queue").text().contains("bob@example.org"));
  }

  @Test
  void theFilesOfAStoppedSpoolerAreCheckedExportedRepairedAndImported() throws Exception {
    Path letter = folder.resolve("letter.eml");
    Files.writeString(letter, "From: ann@example.org\nTo: bob@example.org\n\nHello\n");
    Command.run(home(), "submit", letter.toString());
    Path out = folder.resolve("out");

    Command check = Command.run(home(), "store", "check");
    assertEquals(0, check.exitCode(), check.text() + check.error());
    assertEquals(0, Command.run(home(), "store", "export", out.toString()).exitCode());
    assertEquals(0, Command.run(home(), "store", "repair").exitCode());
    Command again = Command.run(home(), "store", "import", out.toString());
    assertEquals(0, again.exitCode(), again.text() + again.error());
    assertEquals("", again.error());

    String queue = Command.run(home(), "queue").text();
    assertEquals(2, queue.split("bob@example.org", -1).length - 1, queue);
    assertEquals(2, Command.run(home(), "store", "dance").exitCode());
  }

  @Test
  void theStoreOfASpoolerThatRunsIsCheckedThereAndNotRepaired() throws Exception {
    Command run = Command.start(home(), "run");
    try {
      run.awaitError("running on");

      Command check = Command.run(home(), "store", "check");

      assertEquals(0, check.exitCode(), check.error());
      assertTrue(check.text().contains("messages that are whole: 0"), check.text());
      Command repair = Command.run(home(), "store", "repair");
      assertEquals(1, repair.exitCode());
      assertOneLine("a store in use cannot be repaired", repair);
    } finally {
      run.process().destroy();
      run.exitCode();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dance",
        "submit",
        "submit /there/is/no/such/file",
        "send nowhere",
        "run now",
        "--bogus",
        "demo --bogus",
        "demo --smtp 127.0.0.1:1",
        "demo --eml /there/is/no/such/file"
      })
  void whatCannotBeDoneIsOneLineAndAnExitCode(String words) throws Exception {
    Command command = Command.run(home(), words.split(" "));

    assertTrue(command.exitCode() == 1 || command.exitCode() == 2, "" + command.exitCode());
    assertOneLine("spooler: ", command);
  }

  @Test
  void helpNamesEveryCommand() throws Exception {
    Command help = Command.run(home(), "--help");

    for (String verb :
        new String[] {"demo", "run", "submit", "status", "queue", "send", "answer", "store"}) {
      assertTrue(help.text().contains(verb), help.text());
    }
    assertEquals(0, help.exitCode());
  }

  @Test
  void theDemonstrationEndsWithEveryMessageAccepted() throws Exception {
    Command demo = Command.run(home(), "demo", "--messages", "5");

    assertEquals(0, demo.exitCode(), demo.text() + demo.error());
    assertTrue(demo.text().contains("3 of 5 wait"), demo.text());
    assertTrue(demo.text().contains("accepted 5 messages"), demo.text());
    assertEquals("", demo.error());
  }
}
