package spooler.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersHealthTest {
  private Path home;

  @BeforeEach
  void make(@TempDir Path folder) throws IOException {
    home = folder;
    for (String name : new String[] {"etc", "deploy", "var"}) {
      Files.createDirectory(home.resolve(name));
      allow(name, "rwxr-xr-x");
    }
  }

  private void allow(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(home.resolve(name), PosixFilePermissions.fromString(permissions));
  }

  private Result look(Clock clock) {
    return new FoldersHealth(home, clock).execute();
  }

  private void assertCritical(String words, Result result) {
    assertEquals(Result.Status.CRITICAL, result.getStatus(), result::toString);
    assertTrue(result.toString().contains(words), result::toString);
  }

  @Test
  void aFreshHomeIsWell() {
    assertTrue(look(Clock.systemUTC()).isOk());
  }

  @Test
  void aFolderThatOthersMayWriteToIsNamedWithWhatToDo() throws IOException {
    allow("deploy", "rwxrwxr-x");
    assertCritical(home.resolve("deploy") + ": chmod go-w it", look(Clock.systemUTC()));
  }

  @Test
  void aFolderThatIsMissingIsNamed() throws IOException {
    Files.delete(home.resolve("deploy"));
    assertCritical(home.resolve("deploy") + " is not there", look(Clock.systemUTC()));
  }

  @Test
  void aClockThatWasPutBackIsNoticedByTheFilesOfTheTimeBefore() throws IOException {
    Files.createFile(home.resolve("var/lock"));
    Clock now = Clock.systemUTC();
    Clock late = Clock.fixed(now.instant().minus(Duration.ofDays(1)), ZoneOffset.UTC);
    assertCritical("set the clock", look(late));
  }
}
