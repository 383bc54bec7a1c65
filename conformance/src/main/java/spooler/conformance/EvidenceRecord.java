package spooler.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the tests of one surefire or failsafe execution have shown: a file in the module's {@code
 * target/conformance/}, one line for each piece of evidence, sorted. The same tests make the same
 * bytes.
 */
final class EvidenceRecord {
  private EvidenceRecord() {}

  /** Writes a record in the place of the last one. */
  static void write(Path file, Collection<Evidence> evidence) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    List<String> lines = evidence.stream().sorted().map(Evidence::line).toList();
    Files.writeString(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  /** Reads the records of every module below that folder, whatever the executions were called. */
  static NavigableSet<Evidence> readAll(Path root) throws IOException {
    NavigableSet<Evidence> all = new TreeSet<>();
    for (Path module : entries(root)) {
      if (Files.exists(module.resolve("pom.xml"))) { // not what a module that is gone left behind
        for (Path file : entries(module.resolve("target/conformance"))) {
          Files.readAllLines(file).stream().map(Evidence::parse).forEach(all::add);
        }
      }
    }
    return all;
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
