package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands while the disk below the store is full: a file system of its own, of a few MiB. */
@Timeout(240)
class FullDiskIT {
  private Path folder;
  private Path home;
  private boolean mounted;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a small disk");
    this.folder = folder;
    this.home = folder.resolve("home");
    Path spool = folder.resolve("disk");
    Files.createDirectory(spool);
    mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", spool.toString()) == 0;
    assumeTrue(mounted, "no small disk can be mounted here");
    Files.createDirectories(home);
    Command.run(home, "help");
    Files.writeString(
        home.resolve("etc/store.file.cfg"), "directory = " + spool + "\nleastFreeMiB = 0\n");
  }

  @AfterEach
  void stop() throws Exception {
    if (mounted) {
      assertEquals(0, run("umount", folder.resolve("disk").toString()));
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(List.of(command)).start().waitFor();
  }

  @Test
  void whatHasNoRoomIsRefusedAndEverythingElseGoesOn() throws Exception {
    Path letter = folder.resolve("letter.eml");
    String header = "From: ann@example.org\nTo: bob@example.org\n\n";
    Files.writeString(letter, header + "Hello\n");
    Path large = folder.resolve("large.eml");
    Files.writeString(large, header + "0123456789\n".repeat(2_000_000));
    Command run = Command.start(home, "run");
    try {
      run.awaitError("running on");

      Command refused = Command.run(home, "submit", large.toString());
      assertEquals(1, refused.exitCode());
      assertEquals(1, refused.error().lines().count(), refused.error());
      assertTrue(refused.error().contains("check the disk"), refused.error());

      Command doctor = Command.run(home, "doctor");
      assertEquals(1, doctor.exitCode());
      String words = " MiB are free on the disk of " + folder.resolve("disk");
      assertTrue(
          doctor.text().lines().anyMatch(line -> line.startsWith("BROKEN") && line.contains(words)),
          doctor.text());

      assertEquals(0, Command.run(home, "submit", letter.toString()).exitCode());
      assertEquals(0, Command.run(home, "hold", "state=waiting", "--yes").exitCode());
      assertTrue(Command.run(home, "queue").text().contains("bob@example.org"));
      assertEquals(0, Command.run(home, "cancel", "state=held", "--yes").exitCode());
    } finally {
      run.process().destroy();
      run.exitCode();
    }
  }
}
