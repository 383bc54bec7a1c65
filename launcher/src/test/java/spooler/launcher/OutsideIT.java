package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands for a spooler that runs, from another process. */
@Timeout(240)
class OutsideIT {
  private Path folder;
  private Path home;
  private Command run;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.home = folder.resolve("home");
    run = Command.start(home, "run");
    run.awaitError("running on");
  }

  @AfterEach
  void stop() throws Exception {
    run.process().destroy();
    run.exitCode();
  }

  private Command command(String... words) throws Exception {
    return Command.run(home, words);
  }

  /** With this on its standard input, as that user. */
  private Command shell(String script) throws Exception {
    Path out = Files.createTempFile(folder, "shell", ".out");
    Path err = Files.createTempFile(folder, "shell", ".err");
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    line.addAll(
        Arrays.asList(Distribution.path().resolve("bin/spooler").toString(), home.toString()));
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    Command command = new Command(process, out, err);
    command.exitCode();
    return command;
  }

  @Test
  void aMessageComesFromAFileOrTheStandardInputAndIsSeenAtOnce() throws Exception {
    Path letter = folder.resolve("letter.eml");
    Files.writeString(letter, "From: ann@example.org\nTo: bob@example.org\n\nHello\n");
    Command file = command("submit", letter.toString());
    assertEquals(0, file.exitCode(), file.error());
    Command piped =
        shell("printf 'From: a@b\\nTo: carol@example.net\\n\\nx' | \"$1\" --home \"$2\" submit -");
    assertEquals(0, piped.exitCode(), piped.error());

    String queue = command("queue").text();
    assertTrue(queue.contains("bob@example.org") && queue.contains("carol@example.net"), queue);
    assertTrue(command("queue", "to=example.net", "--json").text().contains("\"fitting\": 1"));
    Command all = command("cancel", "age<1d", "--yes");
    assertEquals(0, all.exitCode(), all.error());
    assertEquals("Nothing waits.\n", command("queue").text());
  }

  @Test
  void aCommandThatTakesNoInputLeavesItAlone() throws Exception {
    Command read = shell("printf 'rest\\n' | { \"$1\" --home \"$2\" status >/dev/null; cat; }");
    assertEquals("rest\n", read.text());
  }

  @Test
  void eachErrorIsOneLineAndItsCode() throws Exception {
    for (String words :
        List.of("sned", "show x", "queue stat=1", "status --bogus", "completion fish", "retry")) {
      Command wrong = command(words.split(" "));
      assertEquals(2, wrong.exitCode(), words);
      assertEquals(1, wrong.error().lines().count(), wrong.error());
    }
    for (String words :
        List.of(
            "show 0000000000001",
            "send nowhere",
            "fetch nowhere",
            "trace 9",
            "abort 9",
            "hold 0000000000001",
            "expire 0000000000001",
            "reroute 0000000000001 --any",
            "answer 7 x",
            "submit /there/is/no/such/file",
            "help sned")) {
      Command failed = command(words.split(" "));
      assertEquals(1, failed.exitCode(), words);
      assertEquals(1, failed.error().lines().count(), failed.error());
      assertTrue(failed.error().startsWith("spooler: "), failed.error());
    }
  }

  @Test
  void nobodyElseIsServed() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be somebody else");
    assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "no setpriv to be somebody else with");
    for (Path open : List.of(folder, home)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Command other =
        shell("setpriv --reuid=65534 --regid=65534 --clear-groups \"$1\" --home \"$2\" status");
    assertEquals(1, other.exitCode(), other.text() + other.error());
    assertEquals(
        "spooler: a spooler runs there as another user (root): give the command as that one\n",
        other.error());
  }

  @Test
  void afterItsEndCommandsRunOnceAgainAlsoWhenItWasKilled() throws Exception {
    run.process().destroyForcibly().waitFor();
    assertTrue(Files.exists(home.resolve("var/control/socket")), "a killed one leaves it");
    Command once = command("status");
    assertEquals(0, once.exitCode(), once.error());
    assertTrue(once.text().contains("spooler"), once.text());
  }
}
