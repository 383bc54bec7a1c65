package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The spooler in the background: started, stopped and restarted by commands of their own. */
@Timeout(180)
class BackgroundIT {
  private Path home;

  @BeforeEach
  void name(@TempDir Path folder) {
    home = folder.resolve("home");
  }

  @AfterEach
  void stop() throws Exception {
    Command.run(home, "stop");
  }

  private long pid() throws Exception {
    return Long.parseLong(Files.readString(home.resolve("var/spooler.pid")).strip());
  }

  @Test
  void itReturnsWhenTheSpoolerIsReadyWhichThenRunsUntilItIsStopped() throws Exception {
    Command start = Command.run(home, "start");

    assertEquals(0, start.exitCode(), start.error());
    assertEquals("spooler: ready on %s, process %d\n".formatted(home, pid()), start.text());
    ProcessHandle spooler = ProcessHandle.of(pid()).orElseThrow();
    assertTrue(spooler.isAlive());

    Command stop = Command.run(home, "stop");

    assertEquals(0, stop.exitCode(), stop.error());
    assertFalse(spooler.isAlive());
    assertFalse(Files.exists(home.resolve("var/spooler.pid")));
    String log = Files.readString(home.resolve("var/log/spooler.0.log"));
    assertTrue(log.lines().reduce("", (before, last) -> last).endsWith("stopped"), log);
  }

  @Test
  void startingWhatRunsAndStoppingWhatDoesNotIsDoneAlready() throws Exception {
    Command.run(home, "start");
    long pid = pid();

    Command again = Command.run(home, "start");

    assertEquals(0, again.exitCode(), again.error());
    assertEquals("spooler: runs already on %s, process %d\n".formatted(home, pid), again.text());
    Command.run(home, "stop");
    Command stop = Command.run(home, "stop");
    assertEquals(0, stop.exitCode(), stop.error());
    assertEquals("spooler: none runs on %s\n".formatted(home), stop.text());
  }

  @Test
  void restartingMakesAnotherProcess() throws Exception {
    Command.run(home, "start");
    long before = pid();

    Command restart = Command.run(home, "restart");

    assertEquals(0, restart.exitCode(), restart.error());
    assertNotEquals(before, pid());
  }

  @Test
  void itSaysWhyItDidNotStart() throws Exception {
    Files.createDirectories(home.resolve("etc"));
    Path noFolder = Files.writeString(home.resolve("spool"), "a file where a folder has to be");
    Files.writeString(home.resolve("etc/store.file.cfg"), "directory = %s\n".formatted(noFolder));

    Command start = Command.run(home, "start");

    assertEquals(1, start.exitCode());
    assertTrue(start.error().startsWith("spooler: it did not start: "), start.error());
    assertTrue(start.error().contains(noFolder.toString()), start.error());
    assertEquals(1, start.error().lines().count(), start.error());
    assertFalse(Files.exists(home.resolve("var/spooler.pid")));
  }

  @Test
  void aSecondRunThatIsRefusedLeavesThePidOfTheFirst() throws Exception {
    Command.run(home, "start");
    long pid = pid();

    assertEquals(2, Command.run(home, "run").exitCode());

    assertEquals(pid, pid());
  }
}
