package spooler.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Makes the framework hold the jars of {@code deploy/}. A bundle's location is {@code deploy/NAME},
 * so that a home may be moved.
 *
 * <p>They are started by us, each time the spooler starts, and not by the framework: one that hangs
 * in start would hold up all that start after it.
 *
 * <p><b>Threads:</b> any; what runs a bundle's code runs on its own thread of {@link Handiwork}.
 * <br>
 * <b>Failure:</b> kept in {@link Failures}, shown and logged; nothing is thrown.
 */
final class Jars {
  private static final Logger LOG = System.getLogger("spooler.deploy");
  private static final String PREFIX = "deploy/";

  /**
   * Below FileInstall's, so that it is reached when a jar is taken: one that is started too early
   * is only marked, and the framework itself starts it later, on the thread that all others wait
   * for.
   */
  private static final int START_LEVEL = 1;

  private final BundleContext context;
  private final Handiwork work;
  private final Failures failures;
  private final TakenOver takenOver;

  /** Jars that are what another one is; their turn comes when that has gone. */
  private final Map<String, Path> twins = new ConcurrentHashMap<>();

  Jars(BundleContext context, Handiwork work, Failures failures, TakenOver takenOver) {
    this.context = context;
    this.work = work;
    this.failures = failures;
    this.takenOver = takenOver;
  }

  /** Installs a jar, or updates what was installed from it where its content differs; starts it. */
  void take(Path jar) {
    String location = location(jar);
    Bundle before = context.getBundle(location);
    boolean isStopped =
        before != null && !before.adapt(BundleStartLevel.class).isPersistentlyStarted();
    boolean isThere = replace(before, location, jar);
    Bundle bundle = context.getBundle(location);
    if (isThere && bundle != null && (wasRunning(location) || !isStopped)) {
      start(bundle);
    }
  }

  private boolean replace(@Nullable Bundle before, String location, Path jar) {
    int level = before == null ? START_LEVEL : before.adapt(BundleStartLevel.class).getStartLevel();
    boolean wasActive = before != null && before.getState() == Bundle.ACTIVE;
    boolean isThere = attempt(location, () -> put(location, level, jar));
    if (!isThere && before != null && wasActive && before.getState() != Bundle.ACTIVE) {
      // Its stop hung or threw, which ends an update. But now there is nothing left to stop.
      return attempt(location, () -> put(location, level, jar));
    }
    return isThere;
  }

  private void put(String location, int level, Path jar)
      throws IOException, BundleException, InterruptedException {
    uninstallHalfStopped(location);
    Bundle present = context.getBundle(location);
    try (InputStream in = Files.newInputStream(jar)) {
      if (present == null) {
        refuseTwin(jar);
        Bundle fresh = context.installBundle(location, in);
        fresh.adapt(BundleStartLevel.class).setStartLevel(level);
        LOG.log(Level.INFO, "{0} installed from {1}", Named.of(fresh), jar);
      } else if (!Content.of(jar).equals(Content.of(present))) {
        String before = Named.of(present);
        present.update(in);
        refresh();
        LOG.log(Level.INFO, "{0} updated from {1}, was {2}", Named.of(present), jar, before);
      }
    }
  }

  /** Only a bundle that is installed anew gets a context of its own. */
  private void uninstallHalfStopped(String location) throws BundleException, InterruptedException {
    Bundle bundle = context.getBundle(location);
    if (bundle != null && HalfStopped.is(bundle)) {
      bundle.uninstall();
      refresh();
    }
  }

  /** The framework would refuse it in words of its own. */
  private void refuseTwin(Path jar) throws IOException, BundleException {
    Named wanted = Named.in(jar);
    Optional<Bundle> twin =
        Stream.of(context.getBundles()).filter(one -> Named.as(one).equals(wanted)).findFirst();
    if (twin.isPresent()) {
      twins.put(location(jar), jar);
      throw new BundleException(
          "%s is installed already, from %s: give this one another Bundle-Version, or remove one of them"
              .formatted(wanted, twin.get().getLocation()),
          BundleException.DUPLICATE_BUNDLE_ERROR);
    }
  }

  private boolean wasRunning(String location) {
    try {
      return takenOver.claim(location);
    } catch (IOException kept) {
      LOG.log(Level.WARNING, "{0} is started all the same: {1}", location, kept.getMessage());
      return true;
    }
  }

  /** Starts a bundle that is to run. */
  void start(Bundle bundle) {
    boolean isFragment =
        (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    if (isFragment) {
      attempt(bundle.getLocation(), this::refresh);
    } else if (bundle.getState() != Bundle.ACTIVE) {
      attempt(bundle.getLocation(), () -> bundle.start(Bundle.START_ACTIVATION_POLICY));
    } else {
      failures.forget(bundle.getLocation());
    }
  }

  /** Its jar is gone. */
  void remove(Path jar) {
    remove(location(jar));
  }

  /**
   * What came from {@code deploy/} and is not there any more: removed while nobody looked, or put
   * there by us and removed before anybody else had seen it. Not what is behind a folder that is
   * away itself.
   */
  void removeGone(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Bundle bundle : context.getBundles()) {
      String location = bundle.getLocation();
      if (isOurs(location) && Files.notExists(folder.resolve(name(location)))) {
        remove(location);
      }
    }
  }

  private void remove(String location) {
    Bundle bundle = context.getBundle(location);
    failures.forget(location);
    twins.remove(location);
    if (bundle != null) {
      attempt(
          location,
          () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) { // whoever else saw it was quicker
              bundle.uninstall();
              refresh();
              LOG.log(Level.INFO, "{0} uninstalled: its file has gone", Named.of(bundle));
            }
          });
      List<Path> next = List.copyOf(twins.values());
      twins.clear();
      next.forEach(this::take);
    }
  }

  /** Updates a bundle that is none of {@code deploy/}, and starts it. */
  void update(Bundle bundle, Path jar) {
    String location = bundle.getLocation();
    boolean isThere = replace(bundle, location, jar);
    Bundle now = context.getBundle(location);
    if (isThere && now != null) {
      start(now);
    }
  }

  /**
   * Those who used what is gone use what is there. Returns when they do: who started one of them
   * meanwhile would have it stopped in the middle of that.
   */
  private void refresh() throws InterruptedException {
    FrameworkWiring wiring =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    if (wiring.getRemovalPendingBundles().isEmpty()) {
      return;
    }
    CountDownLatch refreshed = new CountDownLatch(1);
    wiring.refreshBundles(
        null,
        event -> {
          if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
            refreshed.countDown();
          }
        });
    refreshed.await();
  }

  private boolean attempt(String location, Handiwork.Work change) {
    try {
      work.run(location, change);
      failures.forget(location);
      return true;
    } catch (TimeoutException hangs) {
      Bundle bundle = context.getBundle(location);
      boolean isEnding = bundle != null && bundle.getState() == Bundle.STOPPING;
      failures.note(location, isEnding ? Watch.HANGS_IN_STOP : Watch.HANGS_IN_START);
    } catch (ExecutionException failed) {
      failures.note(location, Failures.reason(failed.getCause()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  static boolean isOurs(String location) {
    return location.startsWith(PREFIX);
  }

  static String location(Path jar) {
    return PREFIX + jar.getFileName();
  }

  static String name(String location) {
    return location.substring(PREFIX.length());
  }
}
