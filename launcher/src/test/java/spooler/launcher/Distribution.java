package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distribution that the build has put together. */
final class Distribution {
  private Distribution() {}

  /** Where it is. */
  static Path path() {
    return Path.of(System.getProperty("spooler.distribution", "target/distribution/spooler"));
  }

  /** The one file of a folder whose name matches. */
  static Path only(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0).toAbsolutePath();
    }
  }

  /** Copies it, for a test that changes it. */
  static void copyTo(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(path())) {
      files = all.filter(file -> !file.startsWith(path().resolve("var"))).toList();
    }
    for (Path file : files) {
      Files.copy(file, folder.resolve(path().relativize(file).toString()));
    }
  }
}
