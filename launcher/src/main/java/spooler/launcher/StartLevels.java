package spooler.launcher;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * In which order the bundles of {@code bundles/} start: first who looks at files and
 * configurations, then who reads the files, then who moves mail, who so finds the right
 * configuration at the first go, and last the tools of operators, for which no message has to wait.
 */
final class StartLevels {
  /** The framework's own, when mail moves. */
  static final int MAIL = 3;

  /** The framework's own, when everything has started. */
  static final int TOOLS = 4;

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
  private static final Set<String> OF_OPERATORS =
      Set.of(
          "org.apache.felix.gogo.command",
          "org.apache.felix.gogo.jline",
          "org.apache.felix.gogo.runtime",
          "org.jline",
          "spooler.health",
          "spooler.shell");

  private StartLevels() {}

  /** Gives a bundle its place. */
  static void assign(Bundle bundle) {
    int level = of(String.valueOf(bundle.getSymbolicName()));
    BundleStartLevel place = bundle.adapt(BundleStartLevel.class);
    if (place.getStartLevel() != level) {
      place.setStartLevel(level);
    }
  }

  private static int of(String name) {
    if (FOUNDATION.contains(name)) {
      return FIRST;
    }
    if (name.equals(FILE_INSTALL)) {
      return FILES;
    }
    return OF_OPERATORS.contains(name) ? TOOLS : MAIL;
  }

  /** Starts the tools, too, unless they are already; returns when that is done. */
  static void startTools(Framework framework) throws InterruptedException {
    FrameworkStartLevel reached = framework.adapt(FrameworkStartLevel.class);
    if (reached.getStartLevel() < TOOLS) {
      CountDownLatch done = new CountDownLatch(1);
      reached.setStartLevel(TOOLS, event -> done.countDown());
      done.await();
    }
  }
}
