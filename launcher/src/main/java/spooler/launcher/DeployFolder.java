package spooler.launcher;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Takes out, before the framework starts, what was in {@code deploy/} when it ran last and is not
 * there any more. FileInstall looks after the folder while it runs, but what was removed in between
 * would stay until the next file comes. A home that was moved takes its bundles up anew.
 */
final class DeployFolder {
  private final Path folder;

  DeployFolder(Home home) {
    this.folder = home.deploy();
  }

  /** Uninstalls what is gone. */
  void apply(BundleContext context) throws BundleException {
    for (Bundle bundle : context.getBundles()) {
      if (isGone(bundle.getLocation())) {
        bundle.uninstall();
      }
    }
  }

  /**
   * Whether a bundle at this location came from a deploy folder, and its file is not in this one.
   */
  boolean isGone(String location) {
    Path file = fileOf(location);
    if (file == null || file.getParent() == null) {
      return false;
    }
    boolean deployed = file.getParent().endsWith(folder.getFileName());
    return deployed && !(file.getParent().equals(folder) && Files.exists(file));
  }

  private static @Nullable Path fileOf(String location) {
    if (!location.startsWith("file:/")) {
      return null;
    }
    try {
      return Path.of(URI.create(location));
    } catch (IllegalArgumentException | FileSystemNotFoundException notOneOfOurs) {
      return null;
    }
  }
}
