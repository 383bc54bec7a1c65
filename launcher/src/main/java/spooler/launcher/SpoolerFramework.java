package spooler.launcher;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;
import spooler.api.command.Commands;
import spooler.launcher.channel.Server;

/**
 * A spooler inside a Java program: starts an OSGi framework with the bundles of a distribution and
 * hands out its services, whose types the program shares.
 *
 * <pre>{@code
 * try (SpoolerFramework framework = SpoolerFramework.start(Home.of(Path.of("/opt/spooler")))) {
 *   Spooler spooler = framework.service(Spooler.class, Duration.ofSeconds(10));
 *   ...
 * }
 * }</pre>
 *
 * <p><b>Threads:</b> any, after {@link #start}. <br>
 * <b>Failure:</b> a bundle that does not start is reported to the log, and the others start. <br>
 * <b>Home:</b> locked against a second spooler from start to {@link #close}.
 */
public final class SpoolerFramework implements AutoCloseable {
  /** How long {@link #close} waits for bundles that are slow to stop. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Logger LOG = System.getLogger("spooler.launcher");

  /** Started only for a person at a terminal: a shell whose input ends would stop the framework. */
  private static final String SHELL = "org.apache.felix.gogo.jline";

  private static final String TERMINAL = "org.jline";

  /** How long a command that was typed elsewhere waits for the spooler to come up. */
  private static final Duration COMMANDS_LIMIT = Duration.ofSeconds(30);

  private final Framework framework;
  private final HomeLock lock;
  private final CountDownLatch tools = new CountDownLatch(1);
  private @Nullable Server server;

  private SpoolerFramework(Framework framework, HomeLock lock) {
    this.framework = framework;
    this.lock = lock;
  }

  /** Starts the spooler of this home, without a shell. */
  public static SpoolerFramework start(Home home) throws IOException, BundleException {
    return start(home, Map.of());
  }

  /**
   * Starts the spooler of this home, without a shell; returns when every bundle was started.
   *
   * @param properties of the framework, in addition to its own or instead of them; configurations
   *     in {@code etc/} may refer to them as <code>${name}</code>
   * @throws HomeInUseException when another spooler runs on this home
   * @throws IOException when the home cannot be used
   * @throws BundleException when the framework itself does not start
   */
  public static SpoolerFramework start(Home home, Map<String, String> properties)
      throws IOException, BundleException {
    SpoolerFramework framework = startMail(home, properties);
    try {
      framework.startTools(false);
      return framework;
    } catch (InterruptedException hurry) {
      framework.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the spooler started");
    } catch (BundleException | RuntimeException failure) {
      framework.close(); // else the home would stay locked
      throw failure;
    }
  }

  /** The same, but returns when mail may move; commands wait for {@link #startTools}. */
  static SpoolerFramework startMail(Home home, Map<String, String> properties)
      throws IOException, BundleException {
    home.prepare();
    for (Path file : home.misnamed()) {
      LOG.log(Level.WARNING, "{0} is not read: write - instead of ~ in its name", file);
    }
    HomeLock lock = HomeLock.take(home);
    try {
      Framework framework = newFramework(FrameworkProperties.of(home, properties));
      SpoolerFramework started = new SpoolerFramework(framework, lock);
      started.begin(home);
      started.listen(home, properties);
      return started;
    } catch (IOException | BundleException | RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  private static Framework newFramework(Map<String, String> properties) throws IOException {
    return ServiceLoader.load(FrameworkFactory.class, SpoolerFramework.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IOException("no OSGi framework is on the class path: add one"))
        .newFramework(properties);
  }

  private void begin(Home home) throws IOException, BundleException {
    LogBridge log = new LogBridge();
    framework.init(log);
    framework.getBundleContext().addFrameworkListener(log);
    log.follow(framework.getBundleContext());
    new StoredConfigurations(home).apply();
    new BundleFolder(home).apply(framework.getBundleContext());
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      choose(bundle);
    }
    framework.start();
  }

  /**
   * Takes commands from other processes of this user's. Where that cannot be, the spooler runs all
   * the same.
   */
  private void listen(Home home, Map<String, String> properties) {
    if ("false".equals(properties.get(FrameworkProperties.LISTENS))) {
      return;
    }
    try {
      server = Server.start(home.var(), this::commandsForOthers);
    } catch (IOException | RuntimeException failed) {
      LOG.log(Level.WARNING, "no commands from outside: {0}", failed.getMessage());
    }
  }

  /** All of them: the shell is there before the last of its verbs. */
  private Commands commandsForOthers() throws InterruptedException, TimeoutException {
    if (!tools.await(COMMANDS_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException(
          "the spooler did not start within %d s".formatted(COMMANDS_LIMIT.toSeconds()));
    }
    return commands(COMMANDS_LIMIT);
  }

  /**
   * Starts what operators use; from then on commands are answered. Again does nothing. By one
   * thread.
   *
   * @param terminal whether a person is at one, who gets a shell
   */
  void startTools(boolean terminal) throws BundleException, InterruptedException {
    if (tools.getCount() > 0) {
      StartLevels.startTools(framework);
      tools.countDown();
      if (terminal) {
        startShell();
      }
    }
  }

  /**
   * Starts the shell for a person, when everything else is there. Its terminal library looks for
   * the parts that know this system through the thread, which has to know where they are.
   */
  private void startShell() throws BundleException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    Optional<ClassLoader> terminal =
        bundle(TERMINAL).map(bundle -> bundle.adapt(BundleWiring.class).getClassLoader());
    thread.setContextClassLoader(terminal.orElse(before));
    try {
      Optional<Bundle> shell = bundle(SHELL);
      if (shell.isPresent()) {
        shell.get().start(Bundle.START_TRANSIENT);
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Marks a bundle to be started with the framework, or not to be; nothing runs yet. */
  private static void choose(Bundle bundle) throws BundleException {
    if (isFragment(bundle)
        || bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID
        || !BundleFolder.isFrom(bundle.getLocation())) {
      return;
    }
    StartLevels.assign(bundle);
    if (isForTerminals(bundle)) {
      bundle.stop();
    } else {
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    }
  }

  /**
   * A service, as soon as it is there. The program may use it until the bundle that offers it
   * stops, and asks again after that.
   *
   * @throws TimeoutException when it did not come within the limit; the message names what is
   *     missing
   */
  public <T> T service(Class<T> type, Duration limit)
      throws InterruptedException, TimeoutException {
    return service(type, "(objectClass=%s)".formatted(type.getName()), limit);
  }

  /**
   * A service of this type that also matches the filter.
   *
   * @throws TimeoutException when it did not come within the limit; the message names what is
   *     missing
   */
  public <T> T service(Class<T> type, String filter, Duration limit)
      throws InterruptedException, TimeoutException {
    // Stays open on purpose: a service nobody holds may be taken down. It ends with the framework.
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), bothOf(type, filter), null);
    tracker.open();
    @Nullable T service = tracker.waitForService(Math.max(1, limit.toMillis()));
    if (service == null) {
      tracker.close();
      throw new TimeoutException(
          "%s did not come up within %d s%s"
              .formatted(type.getName(), limit.toSeconds(), Missing.explain(context())));
    }
    return service;
  }

  /**
   * The commands of the shell, for programs.
   *
   * @throws TimeoutException when they did not come within the limit
   */
  public Commands commands(Duration limit) throws InterruptedException, TimeoutException {
    return service(Commands.class, limit);
  }

  private static Filter bothOf(Class<?> type, String filter) {
    try {
      return FrameworkUtil.createFilter("(&(objectClass=%s)%s)".formatted(type.getName(), filter));
    } catch (InvalidSyntaxException mistake) {
      throw new IllegalArgumentException(mistake.getMessage(), mistake);
    }
  }

  /** A bundle by its symbolic name. */
  public Optional<Bundle> bundle(String symbolicName) {
    return Stream.of(context().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst();
  }

  /** The framework's own context, for everything else OSGi offers. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Waits until what was started has found together: nothing comes or goes any more.
   *
   * @return false when the limit came first
   */
  public boolean settle(Duration limit) throws InterruptedException {
    return Settling.await(context(), limit);
  }

  /** Waits until the framework was stopped, by its shell or by {@link #close}. */
  public void waitForStop() throws InterruptedException {
    FrameworkEvent end = framework.waitForStop(0);
    while (end.getType() == FrameworkEvent.STOPPED_UPDATE) {
      end = framework.waitForStop(0);
    }
  }

  /**
   * Stops every bundle and then the framework, and releases the home. Waits 20 seconds at most; a
   * bundle that needs longer is reported.
   */
  @Override
  public void close() {
    stop();
  }

  /** As {@link #close}; whether everything stopped in time. */
  boolean stop() {
    try {
      if (server != null) {
        server.close();
      }
      framework.stop();
      boolean stopped =
          framework.waitForStop(STOP_LIMIT.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
      if (!stopped) {
        LOG.log(Level.ERROR, "a bundle did not stop within {0} s", STOP_LIMIT.toSeconds());
      }
      lock.close();
      return stopped;
    } catch (BundleException | IOException failure) {
      LOG.log(Level.ERROR, "the framework did not stop in order", failure);
      return false;
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean isForTerminals(Bundle bundle) {
    return SHELL.equals(bundle.getSymbolicName());
  }

  private static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }
}
