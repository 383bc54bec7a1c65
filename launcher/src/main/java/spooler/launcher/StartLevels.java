package spooler.launcher;

import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * In which order the bundles of {@code bundles/} start: first who looks at files and
 * configurations, then who reads the files, then everybody else, who so finds the right
 * configuration at the first go.
 */
final class StartLevels {
  /** The framework's own, when everything has started. */
  static final int LAST = 3;

  private static final int FILES = 2;
  private static final int FIRST = 1;
  private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
  private static final Set<String> FOUNDATION =
      Set.of(
          "org.apache.felix.configadmin",
          "org.apache.felix.configadmin.plugin.interpolation",
          "org.apache.felix.log",
          "org.apache.felix.metatype",
          "org.apache.felix.scr",
          "spooler.config",
          "spooler.deploy");

  private StartLevels() {}

  /** Gives a bundle its place. */
  static void assign(Bundle bundle) {
    String name = String.valueOf(bundle.getSymbolicName());
    int level = name.equals(FILE_INSTALL) ? FILES : FOUNDATION.contains(name) ? FIRST : LAST;
    BundleStartLevel place = bundle.adapt(BundleStartLevel.class);
    if (place.getStartLevel() != level) {
      place.setStartLevel(level);
    }
  }
}
