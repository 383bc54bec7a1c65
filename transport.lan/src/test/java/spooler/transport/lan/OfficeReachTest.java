package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.maildir.kit.Disk;

/** Whether a post office can be used, found out without using it. */
final class OfficeReachTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Path folder;
  private Path post;

  @BeforeEach
  void start(@TempDir Path fresh) {
    folder = fresh;
    post = fresh.resolve("post");
  }

  private String reach(Object... settings) throws IOException {
    try (LanTransport transport = transport(settings)) {
      return transport.reach(LIMIT);
    }
  }

  private String refused(Object... settings) {
    return String.valueOf(assertThrows(IOException.class, () -> reach(settings)).getMessage());
  }

  private LanTransport transport(Object... settings) {
    return new LanTransport(
        Configs.settings(Configs.in(folder, settings)), Clock.systemUTC(), Disk.REAL);
  }

  private void makeOffice(String... mailboxes) throws IOException {
    try (LanTransport transport = transport("mailboxes", String.join(",", mailboxes))) {
      transport.desk().open();
    }
  }

  @Test
  void oneThatIsThereIsNamedWithItsMailboxes() throws Exception {
    makeOffice("bob", "carol");
    assertEquals("post office %s, mailboxes: 2".formatted(post), reach("fetch", "bob"));
  }

  @Test
  void oneThatIsMadeOnDemandIsNotMadeByBeingLookedAt() throws Exception {
    String said = reach();
    assertTrue(said.startsWith(post + " is not there yet: it is made"), said);
    assertFalse(Files.exists(post));
  }

  @Test
  void aShareThatIsNotMountedIsSaid() throws Exception {
    Files.createDirectory(post);
    String said = refused("create", false);
    assertTrue(
        said.startsWith("no post office in %s: is the share mounted?".formatted(post)), said);
  }

  @Test
  void aMailboxToFetchFromThatIsMissingIsNamed() throws Exception {
    makeOffice("bob");
    assertEquals(
        "there is no mailbox dora in %s to fetch from: make it, or add it to mailboxes"
            .formatted(post),
        refused("fetch", "bob, dora"));
    reach("fetch", "bob, dora", "mailboxes", "dora"); // it is made when it is needed
  }

  @Test
  void oneThatMayNotBeWrittenIsNamed() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
    makeOffice("bob");
    Path closed = post.resolve("bob/new");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    assertEquals(
        closed + " may not be read or written by the spooler's user", refused("fetch", "bob"));
  }
}
