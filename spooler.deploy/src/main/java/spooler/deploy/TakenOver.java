package spooler.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The bundles of {@code deploy/} that ran when the spooler ended. The framework would start them
 * itself, and one that hangs in start would hold up all that start after it; so it is told not to,
 * and {@link Jars} starts them.
 *
 * <p><b>Durability:</b> who is to be started is written down, and forced, before the framework is
 * told, and until the last one was started. <br>
 * <b>Threads:</b> any.
 */
final class TakenOver {
  private final Path file;
  private final Set<String> waiting = new TreeSet<>(); // guarded by this

  TakenOver(Path file) {
    this.file = file;
  }

  /** Takes them over, before the framework comes to them. */
  synchronized void begin(BundleContext context) throws IOException, BundleException {
    List<Bundle> ours =
        List.of(context.getBundles()).stream()
            .filter(one -> Jars.isOurs(one.getLocation()) && one.getState() != Bundle.ACTIVE)
            .toList();
    if (Files.exists(file)) {
      waiting.addAll(Files.readAllLines(file));
    }
    ours.stream()
        .filter(one -> one.adapt(BundleStartLevel.class).isPersistentlyStarted())
        .forEach(one -> waiting.add(one.getLocation()));
    if (!waiting.isEmpty()) {
      Durable.put(file, out -> out.write(String.join("\n", waiting).getBytes(UTF_8)));
    }
    for (Bundle one : ours) {
      one.stop(); // it does not run: this only makes the framework forget that it should
    }
  }

  /** Whether that bundle is to be started; asked when it is. */
  synchronized boolean claim(String location) throws IOException {
    boolean found = waiting.remove(location);
    if (found && waiting.isEmpty()) {
      Files.deleteIfExists(file);
    }
    return found;
  }
}
