package spooler.config;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Remembers which files were found right, so that they need not be looked at again at every start:
 * as long as neither the file nor any bundle has changed. Losing the memory costs time only.
 *
 * <p><b>Threads:</b> any; one lock around the file.
 */
final class Accepted {
  private static final String NAME = "accepted.properties";

  private final BundleContext context;
  private final @Nullable Path memory;
  private final Properties known = new Properties();

  Accepted(BundleContext context) {
    this.context = context;
    File file = context.getDataFile(NAME);
    this.memory = file == null ? null : file.toPath();
    recall();
  }

  private void recall() {
    if (memory != null && Files.exists(memory)) {
      try (InputStream in = Files.newInputStream(memory)) {
        known.load(in);
      } catch (IOException | IllegalArgumentException damaged) {
        known.clear();
      }
    }
  }

  synchronized boolean isKnown(Path file) throws IOException {
    return stamp(file).equals(known.getProperty(file.toString()));
  }

  synchronized void add(Path file) throws IOException {
    known.setProperty(file.toString(), stamp(file));
    if (memory != null) {
      try (OutputStream out = Files.newOutputStream(memory)) {
        known.store(out, null);
      }
    }
  }

  private String stamp(Path file) throws IOException {
    return "%d %d %d"
        .formatted(Files.getLastModifiedTime(file).toMillis(), Files.size(file), bundles());
  }

  private long bundles() {
    return Stream.of(context.getBundles()).mapToLong(Bundle::getLastModified).sum();
  }
}
