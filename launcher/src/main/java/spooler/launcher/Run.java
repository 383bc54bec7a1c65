package spooler.launcher;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;
import spooler.api.Spooler;

/** The spooler in this process, until a signal, or its own shell, ends it. */
final class Run {
  /** What {@link Start} runs it with: it logs to files, and ends when it does not get ready. */
  static final String BACKGROUND = "--background";

  /** How long everything that is needed may take to be there. */
  static final Duration READY_LIMIT = Duration.ofSeconds(60);

  /** How long it may take to get over an error. */
  private static final Duration HOPE = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Logger LOG = System.getLogger("spooler.launcher");

  private final Home home;
  private final Map<String, String> properties;
  private volatile boolean failed;

  Run(Home home, Map<String, String> properties) {
    this.home = home;
    this.properties = properties;
  }

  /** Returns the exit code, after the shell has ended it; a signal does not return from here. */
  int go(List<String> arguments)
      throws UsageException, IOException, BundleException, InterruptedException, TimeoutException {
    boolean background = arguments.equals(List.of(BACKGROUND));
    UsageException.none("run", background ? List.of() : arguments);
    home.prepare();
    if (background) {
      Logging.toFiles(home);
    } else {
      Logging.asConfigured(home);
    }
    Trouble trouble = Trouble.listen();
    boolean terminal = !background && Boolean.getBoolean("spooler.terminal");
    SpoolerFramework framework = SpoolerFramework.startMail(home, properties);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(framework), "stop"));
    awaitReady(framework, trouble, background, terminal);
    trouble.close();
    LOG.log(
        Level.INFO,
        "running on {0}, process {1}; stop with {2}",
        home.root(),
        Long.toString(ProcessHandle.current().pid()),
        background ? "bin/spooler stop" : terminal ? "exit" : "Ctrl-C");
    framework.waitForStop();
    return 0;
  }

  /**
   * In the foreground it goes on without what is missing: whoever looks on can mend it.
   *
   * @throws TimeoutException in the background, where somebody waits for the reason
   */
  private void awaitReady(
      SpoolerFramework framework, Trouble trouble, boolean background, boolean terminal)
      throws IOException, BundleException, InterruptedException, TimeoutException {
    try {
      awaitSpooler(framework, trouble, terminal);
      new PidFile(home).write();
      ServiceManager.ready();
      framework.startTools(terminal);
    } catch (TimeoutException missing) {
      String reason = trouble.first().orElse(missing.getMessage());
      LOG.log(Level.ERROR, "not ready: {0}", reason);
      if (background) {
        failed = true;
        throw new TimeoutException(reason);
      }
    }
  }

  /** Waits as long as there is hope; who looks for the reason has the tools meanwhile. */
  private static void awaitSpooler(SpoolerFramework framework, Trouble trouble, boolean terminal)
      throws BundleException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (true) {
      try {
        framework.service(Spooler.class, LOOK_AGAIN);
        return;
      } catch (TimeoutException missing) {
        framework.startTools(terminal);
        if (trouble.isOlderThan(HOPE) || System.nanoTime() > deadline) {
          throw missing;
        }
      }
    }
  }

  /**
   * Runs when the program is told to end. Left to itself Java would exit with 128 plus the signal's
   * number after its hooks; having stopped as asked is success.
   */
  private void end(SpoolerFramework framework) {
    try {
      new PidFile(home).delete();
    } catch (IOException notWritable) {
      LOG.log(Level.WARNING, "the process id stays in var/", notWritable);
    }
    boolean stopped = framework.stop();
    LOG.log(Level.INFO, stopped ? "stopped" : "stopped, but not in order");
    Runtime.getRuntime().halt(stopped && !failed ? 0 : 1);
  }
}
