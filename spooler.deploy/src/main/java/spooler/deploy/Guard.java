package spooler.deploy;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import spooler.api.deploy.Deployments.Refused;

/**
 * Stands before every other installer of FileInstall: a file that others may write goes no further,
 * whether it is new or was changed. What was loaded of it before stays. Jars are taken to {@link
 * Jars}, everything else to the installer that would have had it.
 *
 * <p><b>Threads:</b> FileInstall's, one for each folder, and the one that looks again at what was
 * refused; for each folder one at a time.
 */
final class Guard implements ArtifactInstaller {
  private static final Logger LOG = System.getLogger("spooler.deploy");
  private static final String JAR = ".jar";

  private final Trust trust;
  private final Jars jars;
  private final ServiceTracker<ArtifactInstaller, ArtifactInstaller> others;
  private final ConcurrentMap<Path, String> refused = new ConcurrentHashMap<>();

  /** What was let in by a later look, and whether it was missing at the last one. */
  private final ConcurrentMap<Path, Boolean> letInLater = new ConcurrentHashMap<>();

  /**
   * Before these.
   *
   * @param others all installers, this one among them
   */
  Guard(Trust trust, Jars jars, ServiceTracker<ArtifactInstaller, ArtifactInstaller> others) {
    this.trust = trust;
    this.jars = jars;
    this.others = others;
  }

  @Override
  public boolean canHandle(File artifact) {
    return isJar(artifact) || next(artifact).isPresent();
  }

  private static boolean isJar(File artifact) {
    return artifact.getName().endsWith(JAR);
  }

  @Override
  public void install(File artifact) throws Exception {
    if (isTrusted(artifact.toPath())) {
      if (isJar(artifact)) {
        jars.take(artifact.toPath());
      } else {
        following(artifact).install(artifact);
      }
    }
  }

  @Override
  public void update(File artifact) throws Exception {
    if (isTrusted(artifact.toPath())) {
      if (isJar(artifact)) {
        jars.take(artifact.toPath());
      } else {
        following(artifact).update(artifact);
      }
    }
  }

  @Override
  public void uninstall(File artifact) throws Exception {
    refused.remove(artifact.toPath());
    letInLater.remove(artifact.toPath());
    if (isJar(artifact)) {
      jars.remove(artifact.toPath());
    } else {
      following(artifact).uninstall(artifact);
    }
  }

  private boolean isTrusted(Path file) throws IOException {
    Optional<String> objection = trust.objection(file);
    if (objection.isEmpty()) {
      refused.remove(file);
    } else if (!objection.get().equals(refused.put(file, objection.get()))) {
      LOG.log(Level.WARNING, "{0} is not loaded: {1}", file, objection.get());
    }
    return objection.isEmpty();
  }

  /**
   * A changed mode is no change that FileInstall sees: takes what may be loaded by now. Nor does it
   * always see that such a file has gone.
   */
  void lookAgain() {
    for (Path file : refused.keySet()) {
      attempt(file + " is not loaded", () -> lookAgain(file));
    }
    for (Path file : letInLater.keySet()) {
      boolean isGone = Files.notExists(file);
      boolean wasGone = Boolean.TRUE.equals(letInLater.replace(file, isGone));
      if (isGone && wasGone) {
        attempt(file + " has gone, and is not taken out", () -> uninstall(file.toFile()));
      }
    }
  }

  private void lookAgain(Path file) throws Exception {
    if (Files.notExists(file)) {
      refused.remove(file);
    } else if (trust.objection(file).isEmpty()) {
      letInLater.put(file, false);
      install(file.toFile());
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void make() throws Exception;
  }

  /** An installer may throw anything. */
  private static void attempt(String trouble, Attempt attempt) {
    try {
      attempt.make();
    } catch (Exception failed) {
      LOG.log(Level.WARNING, trouble, failed);
    }
  }

  List<Refused> refused() {
    Map<Path, String> now = new TreeMap<>(refused);
    return now.entrySet().stream()
        .map(one -> new Refused(one.getKey().toString(), one.getValue()))
        .toList();
  }

  private ArtifactInstaller following(File artifact) throws IOException {
    return next(artifact)
        .orElseThrow(() -> new IOException("nobody takes " + artifact + ": Configuration Admin?"));
  }

  /** Whose turn it would be without us: the highest ranking first, as FileInstall asks them. */
  private Optional<ArtifactInstaller> next(File artifact) {
    ServiceReference<ArtifactInstaller>[] all = others.getServiceReferences();
    return all == null
        ? Optional.empty()
        : Arrays.stream(all)
            .sorted((one, other) -> other.compareTo(one))
            .map(others::getService)
            .filter(Objects::nonNull)
            .filter(one -> one != this && one.canHandle(artifact))
            .findFirst();
  }
}
