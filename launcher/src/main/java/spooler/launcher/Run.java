package spooler.launcher;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleException;

/** The spooler in the foreground, until a signal, or its own shell, ends it. */
final class Run {
  private static final Logger LOG = System.getLogger("spooler.launcher");

  private final Home home;
  private final Map<String, String> properties;

  Run(Home home, Map<String, String> properties) {
    this.home = home;
    this.properties = properties;
  }

  /** Returns the exit code, after the shell has ended it; a signal does not return from here. */
  int go(List<String> arguments)
      throws UsageException, IOException, BundleException, InterruptedException {
    if (!arguments.isEmpty()) {
      throw new UsageException("run takes no argument: leave %s out".formatted(arguments.get(0)));
    }
    home.prepare();
    Logging.asConfigured(home);
    boolean terminal = Boolean.getBoolean("spooler.terminal");
    SpoolerFramework framework = SpoolerFramework.start(home, properties, terminal);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(framework), "stop"));
    LOG.log(
        Level.INFO,
        "running on {0}, process {1}; stop with {2}",
        home.root(),
        Long.toString(ProcessHandle.current().pid()),
        terminal ? "exit" : "Ctrl-C");
    framework.waitForStop();
    return 0;
  }

  /**
   * Runs when the program is told to end. Left to itself Java would exit with 128 plus the signal's
   * number after its hooks; having stopped as asked is success.
   */
  private static void end(SpoolerFramework framework) {
    boolean stopped = framework.stop();
    LOG.log(Level.INFO, stopped ? "stopped" : "stopped, but not in order");
    Runtime.getRuntime().halt(stopped ? 0 : 1);
  }
}
