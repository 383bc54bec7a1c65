package spooler.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others may write are told from those they may not, on a real file system. */
class TrustTest {
  private Path scratch;
  private Path folder;
  private Path file;
  private Trust trust;

  @BeforeEach
  void makeAFile(@TempDir Path fresh) throws IOException {
    scratch = fresh;
    assumeTrue(
        scratch.getFileSystem().supportedFileAttributeViews().contains("unix"),
        "this file system has no modes");
    folder = Files.createDirectory(scratch.resolve("deploy"));
    mode(folder, "rwxr-xr-x");
    file = Files.createFile(folder.resolve("a.jar"));
    mode(file, "rw-r--r--");
    trust = new Trust((Integer) Files.getAttribute(file, "unix:uid"), Groups.none());
  }

  @Test
  void whatOnlyItsOwnerMayWriteIsTrusted() throws IOException {
    assertEquals(Optional.empty(), trust.objection(file));
  }

  @Test
  void whatEverybodyMayWriteIsNot() throws IOException {
    mode(file, "rw-r--rw-");
    assertObjection(file, "may be written by everybody: chmod o-w ");
  }

  @Test
  void whatAGroupMayWriteIsNot() throws IOException {
    mode(file, "rw-rw-r--");
    assertObjection(file, "may be written by its group: chmod g-w ");
  }

  @Test
  void theFolderCountsToo() throws IOException {
    mode(folder, "rwxrwxrwx");
    assertObjection(folder, "may be written by everybody");
  }

  /** Whoever may not remove others' files there cannot put one in the place of ours. */
  @Test
  void aFolderOfEverybodysWithTheStickyBitDoesNoHarm() throws IOException {
    Files.setAttribute(folder, "unix:mode", 01777);
    assertEquals(Optional.empty(), trust.objection(file));
  }

  @Test
  void somebodyElsesFileIsNotTrusted() throws IOException {
    assumeTrue((Integer) Files.getAttribute(file, "unix:uid") == 0, "only root gives files away");
    Files.setAttribute(file, "unix:uid", 12_345);
    assertObjection(file, "belongs to 12345: give it to the spooler's user, or to root");
  }

  @Test
  void whatALinkLeadsToCounts() throws IOException {
    Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
    Path target = Files.createFile(elsewhere.resolve("real.jar"));
    mode(target, "rw-r--r--");
    mode(elsewhere, "rwxrwxrwx");
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), target);
    Optional<String> objection = trust.objection(link);
    assertTrue(objection.orElse("").startsWith(elsewhere.toString()), objection.toString());
  }

  @Test
  void aGroupOfItsOwnersAloneIsItsOwner() {
    Groups groups =
        new Groups(
            List.of(user("ann", 1000, 1000), user("bob", 1001, 1001)),
            List.of(group(1000, ""), group(1001, "bob,ann"), group(1002, "ann")));
    assertTrue(groups.isAlone(1000, 1000));
    assertTrue(groups.isAlone(1000, 1002));
    assertTrue(!groups.isAlone(1001, 1001), "ann is in it, too");
    assertTrue(!groups.isAlone(1000, 1003), "nobody knows who is in it");
    assertTrue(!groups.isAlone(1002, 1000), "an unknown user");
  }

  private static String[] user(String name, int uid, int gid) {
    return new String[] {name, "x", Integer.toString(uid), Integer.toString(gid)};
  }

  private static String[] group(int gid, String members) {
    return new String[] {"g" + gid, "x", Integer.toString(gid), members};
  }

  private void assertObjection(Path about, String words) throws IOException {
    Optional<String> objection = trust.objection(file);
    assertTrue(objection.orElse("").startsWith(about + " " + words), objection.toString());
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
