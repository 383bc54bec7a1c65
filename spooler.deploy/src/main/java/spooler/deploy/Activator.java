package spooler.deploy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.util.tracker.ServiceTracker;
import spooler.api.Spooler;
import spooler.api.deploy.Deployments;

/**
 * Composes it all. An activator, no component: it has to be there before FileInstall's first look,
 * whatever else comes up or does not.
 *
 * <p><b>Threads of its own:</b> one that looks at bundles and refused files once a second, one that
 * looks at the status table, and those of {@link Handiwork}; daemons.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {
  private static final Logger LOG = System.getLogger("spooler.deploy");
  private static final long LOOK_MILLIS = 1_000;

  /** Framework property: seconds that a bundle may take to start, or to stop; 10 unless set. */
  private static final String LIMIT = "spooler.deploy.limitSeconds";

  /** Framework property: false loads files whoever may write them. */
  private static final String STRICT = "spooler.strictModes";

  private final ScheduledExecutorService looks = looker("bundles");
  private final ScheduledExecutorService proofs = looker("proof");
  private @Nullable Handiwork work;

  private static ScheduledExecutorService looker(String what) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "spooler deploy " + what);
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void start(BundleContext context) throws Exception {
    Path home = home(context);
    Path var = Files.createDirectories(home.resolve("var"));
    Path folder = home.resolve("deploy");
    Duration limit = limit(context);
    Handiwork handiwork = new Handiwork(limit);
    work = handiwork;
    Failures failures = new Failures();
    TakenOver takenOver = new TakenOver(var.resolve("deploy.started"));
    takenOver.begin(context);
    Jars jars = new Jars(context, handiwork, failures, takenOver);
    jars.removeGone(folder);
    ServiceTracker<ArtifactInstaller, ArtifactInstaller> installers =
        new ServiceTracker<>(context, ArtifactInstaller.class, null);
    installers.open();
    Guard guard = new Guard(trust(context, var), jars, installers);
    Watch watch = new Watch(context, jars, failures, limit);
    context.addBundleListener(watch);
    GoodVersions good = new GoodVersions(var.resolve("good"));
    ServiceTracker<Spooler, Spooler> spooler = new ServiceTracker<>(context, Spooler.class, null);
    spooler.open();
    Proof proof = new Proof(context, spooler, good);
    context.registerService(
        ArtifactInstaller.class,
        guard,
        properties(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
    context.registerService(
        Deployments.class,
        new Restoring(context, folder, guard, watch, jars, failures, good),
        properties(Map.of()));
    every(looks, () -> jars.removeGone(folder)); // FileInstall misses what came and went at once
    every(looks, guard::lookAgain);
    every(looks, watch::look);
    every(proofs, proof::look);
  }

  /** The home that the launcher names; elsewhere a folder that the framework keeps for us. */
  private static Path home(BundleContext context) {
    String home = context.getProperty("spooler.home");
    return home == null ? context.getDataFile("").toPath() : Path.of(home);
  }

  private static Duration limit(BundleContext context) {
    String seconds = context.getProperty(LIMIT);
    return Duration.ofSeconds(seconds == null ? 10 : Long.parseLong(seconds));
  }

  private static Trust trust(BundleContext context, Path var) throws Exception {
    if ("false".equals(context.getProperty(STRICT))) {
      LOG.log(Level.WARNING, "{0}=false: files are loaded whoever may write them", STRICT);
      return Trust.inEverybody();
    }
    return Trust.ofThisProcess(var);
  }

  private static void every(ScheduledExecutorService thread, Runnable look) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> attempt(look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A look that fails must not be the last one. */
  private static void attempt(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "a look at the bundles failed", failed);
    }
  }

  /** Its services and listeners go by themselves. */
  @Override
  public void stop(BundleContext context) {
    looks.shutdownNow();
    proofs.shutdownNow();
    if (work != null) {
      work.close();
    }
  }

  @SuppressWarnings(
      "JdkObsolete") // the framework takes no other; its own way from a map came with R8
  static Dictionary<String, ?> properties(Map<String, ?> values) {
    return new Hashtable<>(values);
  }
}
