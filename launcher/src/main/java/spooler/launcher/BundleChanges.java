package spooler.launcher;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to be done so that the bundles installed are the files of a folder. Each is a location.
 *
 * @param install files that are not installed
 * @param update installed, but the file has changed since, or nobody knows
 * @param uninstall installed, and the file is gone
 */
record BundleChanges(Set<String> install, Set<String> update, Set<String> uninstall) {
  /**
   * Compares.
   *
   * @param installed locations of the bundles that came from the folder
   * @param known checksum of each file when it was last installed or updated, by location
   * @param present checksum of each file now, by location
   */
  static BundleChanges between(
      Set<String> installed, Map<String, String> known, Map<String, String> present) {
    Set<String> install = new TreeSet<>(present.keySet());
    install.removeAll(installed);

    Set<String> update = new TreeSet<>(present.keySet());
    update.retainAll(installed);
    update.removeIf(location -> Objects.equals(present.get(location), known.get(location)));

    Set<String> uninstall = new TreeSet<>(installed);
    uninstall.removeAll(present.keySet());
    return new BundleChanges(install, update, uninstall);
  }
}
