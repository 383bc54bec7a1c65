package spooler.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
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
    return look(clock, Map.of());
  }

  private Result look(Clock clock, Map<String, String> store) {
    return new FoldersHealth(home, clock, key -> Optional.ofNullable(store.get(key))).execute();
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
    allow("deploy", "rwxrwxrwx");
    assertCritical(home.resolve("deploy") + ": chmod go-w it", look(Clock.systemUTC()));
  }

  @Test
  void oneThatItsGroupMayWriteToIsAWarningSinceTheGroupMayBeTheUserAlone() throws IOException {
    allow("deploy", "rwxrwxr-x");
    Result result = look(Clock.systemUTC());
    assertEquals(Result.Status.WARN, result.getStatus(), result::toString);
    assertTrue(result.toString().contains("chmod g-w it"), result::toString);
  }

  @Test
  void aDiskWithLessRoomThanTheStoreLeavesIsSaid() {
    assertCritical(
        "messages will be refused; make room",
        look(Clock.systemUTC(), Map.of("leastFreeMiB", "999999999999")));
    assertTrue(look(Clock.systemUTC(), Map.of("leastFreeMiB", "0")).isOk());
  }

  @Test
  void theDiskOfTheStoreIsLookedAtWhereItIsAnother() {
    Path other = Path.of("/dev/shm");
    assumeTrue(Files.isDirectory(other), "no second disk");
    Result result = look(Clock.systemUTC(), Map.of("directory", other.toString()));
    assertTrue(result.toString().contains("free on the disk of " + other), result::toString);
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
