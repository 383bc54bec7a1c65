package spooler.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/**
 * Copies of the versions of each bundle that have worked, the last two: {@code NAME-1.jar} is the
 * newest, {@code NAME-2.jar} the one before.
 *
 * <p><b>Threads:</b> one at a time, under this object's monitor. <br>
 * <b>Durability:</b> {@link Durable}'s. A crash between the two renames leaves one copy, a good
 * one.
 */
final class GoodVersions {
  private static final Pattern COPY = Pattern.compile("(.+)-[12][.]jar");

  private final Path folder;

  GoodVersions(Path folder) {
    this.folder = folder;
  }

  /** Keeps what is in the framework now: it has worked. */
  synchronized void keep(Bundle bundle) throws IOException {
    Path newest = copy(bundle.getSymbolicName(), 1);
    if (Files.exists(newest)) {
      if (Files.getLastModifiedTime(newest).equals(stamp(bundle))) {
        return; // the copy was made of this update
      }
      if (!Content.of(newest).equals(Content.of(bundle))) {
        Durable.move(newest, copy(bundle.getSymbolicName(), 2));
      }
    }
    Files.createDirectories(folder);
    Durable.put(newest, out -> Content.write(bundle, out));
    Files.setLastModifiedTime(newest, stamp(bundle));
  }

  private static FileTime stamp(Bundle bundle) {
    return FileTime.fromMillis(bundle.getLastModified());
  }

  /** The newest copy that is another one than what is in the framework now. */
  synchronized Optional<Path> before(Bundle bundle) throws IOException {
    var now = Content.of(bundle);
    for (Path copy : copies(bundle.getSymbolicName()).toList()) {
      if (!Content.of(copy).equals(now)) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }

  /** The newest copy of a bundle that is not there now. */
  synchronized Optional<Path> newest(String symbolicName) {
    return copies(symbolicName).findFirst();
  }

  /** The symbolic names of bundles of which there is a copy. */
  synchronized Set<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> COPY.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(copy -> copy.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Stream<Path> copies(String symbolicName) {
    return Stream.of(copy(symbolicName, 1), copy(symbolicName, 2)).filter(Files::exists);
  }

  private Path copy(String symbolicName, int age) {
    return folder.resolve("%s-%d.jar".formatted(symbolicName, age));
  }
}
