package spooler.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Forgets, before the framework starts, configurations whose file was removed while it was down:
 * Configuration Admin keeps what it was told, and FileInstall only sees files go while it runs. A
 * transport would go on sending to a relay that its operator has taken out. Configurations that
 * never came from a file stay.
 */
final class StoredConfigurations {
  /** Where FileInstall notes the file, in Felix's own form of a configuration: key="value". */
  private static final String ORIGIN = "felix.fileinstall.filename=";

  private final Home home;

  StoredConfigurations(Home home) {
    this.home = home;
  }

  /** Deletes what has lost its file. */
  void apply() throws IOException {
    if (!Files.isDirectory(home.configurations())) {
      return;
    }
    for (Path stored : stored()) {
      Optional<Path> origin = origin(Files.readAllLines(stored, StandardCharsets.UTF_8));
      if (origin.isPresent() && isGone(origin.get())) {
        Files.delete(stored);
      }
    }
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.walk(home.configurations())) {
      return files.filter(file -> file.toString().endsWith(".config")).toList();
    }
  }

  private boolean isGone(Path origin) {
    Path folder = origin.getParent();
    boolean ours = home.etc().equals(folder) || home.deploy().equals(folder);
    return !ours || !Files.exists(origin);
  }

  /** The file that a stored configuration was read from; empty when it came from elsewhere. */
  static Optional<Path> origin(List<String> stored) {
    return stored.stream()
        .filter(line -> line.startsWith(ORIGIN))
        .map(line -> line.substring(ORIGIN.length()).replaceAll("^\"|\"$|\\\\", ""))
        .flatMap(location -> Locations.file(location).stream())
        .findFirst();
  }
}
