package spooler.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
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
    return Locations.file(location).filter(this::isDeployed).filter(this::isAbsent).isPresent();
  }

  private boolean isDeployed(Path file) {
    Path parent = file.getParent();
    return parent != null && parent.endsWith(folder.getFileName());
  }

  private boolean isAbsent(Path file) {
    return !(folder.equals(file.getParent()) && Files.exists(file));
  }
}
