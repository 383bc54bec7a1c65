package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What people read when a share fails. */
class ReasonTest {
  private static final Path POST = Path.of("/mnt/office");

  @Test
  void thePlaceIsNamedOnce() {
    assertEquals(
        "/mnt/office: Read-only file system",
        Reason.of(POST, new FileSystemException("/mnt/office/x", null, "Read-only file system")));
    assertEquals(
        "no post office in /mnt/office",
        Reason.of(POST, new IOException("no post office in /mnt/office")));
    assertEquals(
        "/mnt/office/bob is not there (any more)",
        Reason.of(POST, new NoSuchFileException("/mnt/office/bob")));
    assertEquals(
        "/mnt/office/bob may not be read or written by this user",
        Reason.of(POST, new AccessDeniedException("/mnt/office/bob")));
  }
}
