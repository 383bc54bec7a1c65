package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void filesOfTheSameSizeAndTimeDiffer() throws IOException {
    Path one = Files.writeString(folder.resolve("one.jar"), "1");
    Path other = Files.writeString(folder.resolve("other.jar"), "2");
    FileTime time = FileTime.fromMillis(0);
    Files.setLastModifiedTime(one, time);
    Files.setLastModifiedTime(other, time);

    assertNotEquals(Checksums.of(one), Checksums.of(other));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("bundles.properties");
    Map<String, String> checksums = Map.of("bundles/a b=c.jar", "12", "bundles/d.jar", "34");

    new Checksums(file).write(checksums);

    assertEquals(checksums, new Checksums(file).read());
  }

  @Test
  void nothingIsKnownBeforeTheFirstStart() throws IOException {
    assertEquals(Map.of(), new Checksums(folder.resolve("bundles.properties")).read());
  }
}
