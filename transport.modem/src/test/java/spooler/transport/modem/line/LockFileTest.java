package spooler.transport.modem.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lock files as getty, minicom, pppd and uucico write and read them. */
final class LockFileTest {
  private static final Path DEVICE = Path.of("/dev/ttyModem7");

  private Path folder;

  @BeforeEach
  void keepFilesIn(@TempDir Path fresh) {
    folder = fresh;
  }

  private Path file() {
    return folder.resolve("LCK..ttyModem7");
  }

  private static String line(long pid) {
    return String.format("%10d\n", pid);
  }

  @Test
  void itHoldsOurProcessInTenCharactersAndGoesWithTheRelease() throws IOException {
    LockFile lock = LockFile.take(folder, DEVICE);
    assertEquals(line(ProcessHandle.current().pid()), Files.readString(file()));
    lock.release();
    assertEquals(List.of(), files());
  }

  @Test
  void aDeviceOfALivingProcessIsRefusedAndItsLockIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(file(), line(other.pid()));
      IOException busy = assertThrows(IOException.class, () -> LockFile.take(folder, DEVICE));
      assertEquals(
          "another program uses it: process %d, by %s".formatted(other.pid(), file()),
          busy.getMessage());
      assertEquals(line(other.pid()), Files.readString(file()));
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void aLockOfADeadProcessIsTakenOver() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(file(), line(dead.pid()));
    LockFile lock = LockFile.take(folder, DEVICE);
    assertEquals(line(ProcessHandle.current().pid()), Files.readString(file()));
    lock.release();
    assertEquals(List.of(), files());
  }

  @Test
  void aLockOfAFormerProcessWithOurNumberIsTakenOver() throws IOException {
    Files.writeString(file(), line(ProcessHandle.current().pid()));
    LockFile.take(folder, DEVICE).release();
    assertFalse(Files.exists(file()));
  }

  @Test
  void twoOfOursDoNotGetTheSameDevice() throws IOException {
    LockFile lock = LockFile.take(folder, DEVICE);
    assertThrows(IOException.class, () -> LockFile.take(folder, DEVICE));
    lock.release();
    LockFile.take(folder, DEVICE).release();
  }

  @Test
  void aLockOfWhichNobodyCanTellWhoseItIsIsRespected() throws IOException {
    Files.write(file(), new byte[] {1, 2, 3, 4});
    assertThrows(IOException.class, () -> LockFile.take(folder, DEVICE));
    assertTrue(Files.exists(file()));
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path nowhere = folder.resolve("nowhere");
    String why =
        String.valueOf(
            assertThrows(IOException.class, () -> LockFile.take(nowhere, DEVICE)).getMessage());
    assertTrue(why.contains(nowhere.toString()) && why.contains("lockFolder"), why);
  }

  @Test
  void aLinkToADeviceIsLockedByTheDevicesOwnName() throws IOException {
    Path device = Files.createFile(folder.resolve("ttyReal"));
    Path link = Files.createSymbolicLink(folder.resolve("modem"), device);
    LockFile lock = LockFile.take(folder, link);
    assertTrue(Files.exists(folder.resolve("LCK..ttyReal")));
    lock.release();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
