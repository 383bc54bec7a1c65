package spooler.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import spooler.api.deploy.Deployments;

/** What operators ask and order; {@link Deployments}. Any thread, one restoration at a time. */
final class Restoring implements Deployments {
  private final BundleContext context;
  private final Path folder;
  private final Guard guard;
  private final Watch watch;
  private final Jars jars;
  private final Failures failures;
  private final GoodVersions good;

  /**
   * Over these.
   *
   * @param folder {@code deploy/}
   */
  Restoring(
      BundleContext context,
      Path folder,
      Guard guard,
      Watch watch,
      Jars jars,
      Failures failures,
      GoodVersions good) {
    this.context = context;
    this.folder = folder;
    this.guard = guard;
    this.watch = watch;
    this.jars = jars;
    this.failures = failures;
    this.good = good;
  }

  @Override
  public List<Refused> refused() {
    return guard.refused();
  }

  @Override
  public List<Trouble> troubles() {
    return watch.troubles();
  }

  @Override
  public Map<String, String> restorable() throws IOException {
    Map<String, String> versions = new TreeMap<>();
    for (String name : good.names()) {
      Optional<Bundle> now = find(name);
      Optional<Path> copy = now.isPresent() ? good.before(now.get()) : good.newest(name);
      if (copy.isPresent()) {
        versions.put(name, named(copy.get()).version().toString());
      }
    }
    return versions;
  }

  @Override
  public synchronized String restore(String name) throws IOException {
    Optional<Bundle> found = find(name);
    return found.isPresent() ? replace(found.get()) : bringBack(name);
  }

  /** Of several with one name: the one in trouble, else the one that was added, else the newest. */
  private Optional<Bundle> find(String name) {
    return Stream.of(context.getBundles())
        .filter(Watch::isTransport)
        .filter(
            one ->
                name.equals(one.getSymbolicName())
                    || one.getLocation().equals(Jars.location(folder.resolve(name))))
        .max(
            Comparator.comparing((Bundle one) -> one.getState() != Bundle.ACTIVE)
                .thenComparing(one -> Jars.isOurs(one.getLocation()))
                .thenComparing(Bundle::getVersion));
  }

  private String replace(Bundle bundle) throws IOException {
    Path copy =
        good.before(bundle)
            .orElseThrow(
                () ->
                    new IOException(
                        "no other version of %s has worked here".formatted(Named.of(bundle))));
    String before = Named.of(bundle);
    Named back = named(copy);
    boolean isThere =
        Stream.of(context.getBundles())
            .anyMatch(one -> one != bundle && Named.as(one).equals(back));
    if (!Jars.isOurs(bundle.getLocation())) {
      jars.update(bundle, copy);
    } else if (isThere) { // beside it, from bundles/: a second one of it cannot be
      Path file = folder.resolve(Jars.name(bundle.getLocation()));
      Durable.move(file, file.resolveSibling(file.getFileName() + ".bad"));
      jars.remove(file);
    } else {
      inPlace(folder.resolve(Jars.name(bundle.getLocation())), copy);
    }
    return done(bundle.getLocation(), "%s is back in place of %s".formatted(back, before));
  }

  private String bringBack(String name) throws IOException {
    Path copy =
        good.newest(name)
            .orElseThrow(
                () ->
                    new IOException(
                        "no bundle of a transport is named %s, and none was".formatted(name)));
    Path file = folder.resolve(name + ".jar");
    inPlace(file, copy);
    return done(Jars.location(file), "%s is back, in %s".formatted(named(copy), file));
  }

  private void inPlace(Path file, Path copy) throws IOException {
    Durable.put(file, out -> Files.copy(copy, out));
    jars.take(file);
  }

  private String done(String location, String what) throws IOException {
    Optional<String> failure = failures.of(location);
    if (failure.isPresent()) {
      throw new IOException("%s, but: %s".formatted(what, failure.get()));
    }
    return what;
  }

  private static Named named(Path copy) throws IOException {
    try {
      return Named.in(copy);
    } catch (BundleException damaged) {
      throw new IOException("%s: %s".formatted(copy, damaged.getMessage()), damaged);
    }
  }
}
