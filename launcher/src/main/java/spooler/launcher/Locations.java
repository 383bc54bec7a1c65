package spooler.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the locations that FileInstall gives to what it takes up. */
final class Locations {
  private Locations() {}

  /** The file that a location names; empty when it names none. */
  static Optional<Path> file(String location) {
    if (!location.startsWith("file:/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(URI.create(location)));
    } catch (IllegalArgumentException notOneOfOurs) {
      return Optional.empty();
    }
  }
}
