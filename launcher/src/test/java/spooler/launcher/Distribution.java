package spooler.launcher;

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
