package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.testkit.ManualClock;

/** The folder on a real disk, and the configuration that names it. */
final class FileStoreTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  private static StoreFolder open(Path folder) {
    return StoreFolder.open(folder, StoreSize.of(1 << 20), new LocalDisk(), new ManualClock());
  }

  private static StoreException refused(Path folder) {
    return assertThrows(StoreException.class, () -> open(folder).close());
  }

  private static void assertSays(String expected, StoreException failure) {
    assertTrue(failure.toString().contains(expected), failure.toString());
  }

  @Test
  void theFolderIsMadeForItsOwnerOnly() throws IOException {
    assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path folder = temporary.resolve("var/spool");
    open(folder).close();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void aFolderInUseIsRefusedByName() throws IOException {
    StoreFolder first = open(temporary);
    assertSays(
        temporary + " is in use by process " + ProcessHandle.current().pid(), refused(temporary));
    first.close();
    open(temporary).close();
  }

  @Test
  void aFolderThatCannotBeReadIsGivenFreeAgain() throws IOException {
    open(temporary).close();
    Path segment = temporary.resolve("0000000001.segment");
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, new byte[100]);
    assertSays("damaged at 0", refused(temporary));
    Files.write(segment, whole);
    open(temporary).close();
  }

  @Test
  void aFileInItsPlaceIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("spool"));
    assertSays("cannot use " + file + " as spool folder", refused(file));
  }

  @Test
  void aReadOnlyFolderIsRefused() throws IOException {
    assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path folder = Files.createDirectory(temporary.resolve("spool"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(folder), "this user may write everywhere");
    assertSays("cannot use " + folder + " as spool folder", refused(folder));
  }

  @Test
  void aReadOnlyDiskIsRefused() {
    SimulatedDisk disk = new SimulatedDisk();
    disk.suffer(
        (operation, file) -> {
          throw new IOException("Read-only file system");
        });
    StoreException failure =
        assertThrows(
            StoreException.class,
            () ->
                StoreFolder.open(
                    SimulatedRig.FOLDER, StoreSize.of(1 << 20), disk, new ManualClock()));
    assertSays("cannot use /spool as spool folder: ", failure);
    assertSays("Read-only file system", failure);
  }

  @Test
  void whatACrashLeftHalfDoneIsSweptAndWhatIsNobodysIsLeft() throws IOException {
    open(temporary).close();
    List<String> swept =
        List.of(
            "0000000009.segment.new",
            "bodies/0000000100000001.part",
            "bodies/0000000100000002.body",
            "index/catalog.new",
            "index/0000000077.pages");
    for (String name : swept) {
      Files.write(temporary.resolve(name), new byte[100]);
    }
    Path nobodys = Files.createFile(temporary.resolve("README"));
    open(temporary).close();
    for (String name : swept) {
      assertTrue(Files.notExists(temporary.resolve(name)), name);
    }
    assertTrue(Files.exists(nobodys));
  }

  @Test
  void withoutTheWholeFolderOfTheIndexEverythingIsThere() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      List<StoredMessage> before = rig.all();
      rig.shut();
      rig.dropIndex();
      Files.delete(rig.folder().resolve("index"));
      rig.reopen();
      assertEquals(before, rig.all());
    }
  }

  @Test
  void aRelativeFolderStartsAtTheSpoolersHome() {
    assertEquals(Path.of("/opt/spooler/var/spool"), FileStore.folder("/opt/spooler", "var/spool"));
    assertEquals(Path.of("/data/spool"), FileStore.folder("/opt/spooler", "/data/spool"));
    assertEquals(Path.of("var/spool").toAbsolutePath(), FileStore.folder(null, "var/spool"));
  }

  @Test
  void badConfigurationIsRefusedByName() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> FileStore.folder("/opt", " "))
            .toString()
            .contains("directory: name the spool folder"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> FileStore.segmentBytes(0))
            .toString()
            .contains("segmentMiB: 0"));
    assertEquals(64L << 20, FileStore.segmentBytes(64));
  }
}
