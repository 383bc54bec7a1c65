package spooler.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Makes the framework hold exactly what is in {@code bundles/}, before it is started: files that
 * are new are installed, changed ones updated, those of files that are gone uninstalled. A location
 * is {@code bundles/NAME}, so a distribution may be moved.
 *
 * <p><b>Threads:</b> one. <br>
 * <b>Failure:</b> a file that is no bundle is reported, and the rest goes on.
 */
final class BundleFolder {
  private static final Logger LOG = System.getLogger("spooler.launcher");
  private static final String PREFIX = "bundles/";

  private final Path folder;
  private final Checksums checksums;

  BundleFolder(Home home) {
    this.folder = home.bundles();
    this.checksums = new Checksums(home.var().resolve("bundles.properties"));
  }

  /** Installs, updates and uninstalls; starts nothing. */
  void apply(BundleContext context) throws IOException {
    Map<String, String> present = present();
    Map<String, String> before = checksums.read();
    BundleChanges changes = BundleChanges.between(installed(context), before, present);
    Map<String, String> done = new TreeMap<>(present);
    changes.uninstall().forEach(gone -> attempt(gone, () -> remove(context, gone)));
    Stream.of(changes.update(), changes.install())
        .flatMap(locations -> locations.stream())
        .filter(location -> !attempt(location, () -> take(context, location)))
        .forEach(done::remove);
    if (!done.equals(before)) {
      checksums.write(done);
    }
  }

  private static Set<String> installed(BundleContext context) {
    return Stream.of(context.getBundles())
        .map(Bundle::getLocation)
        .filter(BundleFolder::isFrom)
        .collect(Collectors.toSet());
  }

  private Map<String, String> present() throws IOException {
    Map<String, String> present = new TreeMap<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : jars) {
        present.put(PREFIX + jar.getFileName(), Checksums.of(jar));
      }
    }
    return present;
  }

  private void take(BundleContext context, String location) throws IOException, BundleException {
    try (InputStream jar = Files.newInputStream(folder.resolve(fileName(location)))) {
      Bundle present = context.getBundle(location);
      if (present == null) {
        context.installBundle(location, jar);
      } else {
        present.update(jar);
      }
    }
  }

  private static void remove(BundleContext context, String location) throws BundleException {
    Bundle gone = context.getBundle(location);
    if (gone != null) {
      gone.uninstall();
    }
  }

  private boolean attempt(String location, Change change) {
    try {
      change.make();
      return true;
    } catch (IOException | BundleException failure) {
      LOG.log(Level.ERROR, folder.resolve(fileName(location)) + " is left out", failure);
      return false;
    }
  }

  /** Whether a bundle at that location came from {@code bundles/}. */
  static boolean isFrom(String location) {
    return location.startsWith(PREFIX);
  }

  private static String fileName(String location) {
    return location.substring(PREFIX.length());
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException, BundleException;
  }
}
