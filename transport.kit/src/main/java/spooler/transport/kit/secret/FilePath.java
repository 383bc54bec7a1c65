package spooler.transport.kit.secret;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The name of a file in a configuration. */
public final class FilePath {
  private FilePath() {}

  /**
   * The file of that name.
   *
   * @throws IllegalArgumentException in plain words, when there is no such file
   */
  public static Path of(String key, String name) {
    Path path;
    try {
      path = Path.of(name.strip()).toAbsolutePath();
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException(
          "%s = \"%s\": that is no name of a file, write it like /etc/spooler/file"
              .formatted(key, name),
          malformed);
    }
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "%s = \"%s\": there is no file %s".formatted(key, name, path));
    }
    return path;
  }
}
