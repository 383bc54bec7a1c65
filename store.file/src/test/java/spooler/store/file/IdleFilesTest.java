package spooler.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class IdleFilesTest {
  @TempDir private Path folder = Path.of("");
  private final LocalDisk disk = new LocalDisk();

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String read(Path file, long offset, int length) throws IOException {
    return new String(disk.read(file, offset, length), US_ASCII);
  }

  @Test
  void piecesAreReadFromWhereTheyAre() throws IOException {
    Path file = file("a", "0123456789");
    assertEquals("345", read(file, 3, 3));
    assertEquals("01", read(file, 0, 2));
    assertEquals("89", read(file, 8, 5));
    assertEquals("", read(file, 20, 5));
  }

  @Test
  void whatWasDeletedIsNotReadOn() throws IOException {
    Path file = file("a", "old");
    assertEquals("old", read(file, 0, 3));
    disk.delete(file);
    assertThrows(IOException.class, () -> read(file, 0, 3));
    file("a", "new");
    assertEquals("new", read(file, 0, 3));
  }

  @Test
  void whatWasRenamedOverIsNotReadOn() throws IOException {
    Path file = file("a", "old");
    assertEquals("old", read(file, 0, 3));
    disk.rename(file("b", "new"), file);
    assertEquals("new", read(file, 0, 3));
  }

  @Test
  void anInterruptedReaderReadsOn() throws IOException {
    Path file = file("a", "text");
    assertEquals("text", read(file, 0, 4));
    Thread.currentThread().interrupt();
    assertEquals("text", read(file, 0, 4));
    assertTrue(Thread.interrupted());
    assertEquals("text", read(file, 0, 4));
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where the open files can be counted
  void onlyTheFileThatGoesIsClosed() throws IOException {
    Path kept = file("kept", "text");
    Path gone = file("gone", "text");
    long before = open();
    assertEquals("text", read(kept, 0, 4));
    assertEquals("text", read(gone, 0, 4));
    disk.delete(gone);
    assertEquals(before + 1, open());
    assertEquals("text", read(kept, 0, 4));
    assertEquals(before + 1, open());
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where the open files can be counted
  void onlyAFewStayOpen() throws IOException {
    long before = open();
    for (int i = 0; i < 100; i++) {
      assertEquals("text", read(file("file" + i, "text"), 0, 4));
    }
    assertTrue(open() - before <= 8, () -> "files open: " + open());
    disk.close();
    assertEquals(before, open());
  }

  private long open() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(this::isOurs).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOurs(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder);
    } catch (NoSuchFileException closedMeanwhile) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
