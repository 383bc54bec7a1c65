package spooler.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import spooler.api.transport.TransportProvider;

/**
 * Looks at configurations and says what is wrong with them.
 *
 * <p><b>Threads:</b> any; it keeps nothing.
 */
@Component(service = Findings.class)
public final class Findings {
  private final BundleContext context;
  private final MetaTypeService metatype;
  private final Check check;
  private final Path folder;

  /** Compares with what these bundles take. */
  @Activate
  public Findings(BundleContext context, @Reference(name = "metatype") MetaTypeService metatype) {
    this.context = context;
    this.metatype = metatype;
    String home = context.getProperty("spooler.home");
    this.folder = Path.of(home == null ? "" : home).toAbsolutePath().resolve("etc");
    this.check =
        new Check(
            this::property,
            new Secrets(
                folder.resolve("secrets"), name -> Optional.ofNullable(System.getenv(name))));
  }

  private @Nullable String property(String name) {
    return name.startsWith("env:") ? System.getenv(name.substring(4)) : context.getProperty(name);
  }

  /** What is wrong with a file, one line each; none when it may be applied. */
  List<String> in(Path file) {
    if (ConfiguratorFile.isOne(file)) {
      return ConfiguratorFile.problems(file, this);
    }
    try {
      ConfigurationFile read = ConfigurationFile.read(file);
      return in(read.pid(), read.values());
    } catch (IOException unreadable) {
      return List.of("cannot be read: " + unreadable.getMessage());
    }
  }

  /** The same for what came from elsewhere. */
  List<String> in(String pid, Map<String, Object> values) {
    return check.problems(values, schema(pid).orElse(null));
  }

  private Optional<Schema> schema(String pid) {
    return Schema.of(pid, context, metatype);
  }

  /** Whether any bundle takes such a configuration; a file for several is never in question. */
  boolean isTaken(Path file) {
    return ConfiguratorFile.isOne(file) || schema(ConfigurationFile.pid(file)).isPresent();
  }

  /** Whether it is a transport's bundle that takes such a configuration. */
  boolean isTransport(String pid) {
    return Schema.owner(pid, context, metatype)
        .map(bundle -> bundle.adapt(BundleRevision.class))
        .filter(
            revision -> !revision.getDeclaredCapabilities(TransportProvider.NAMESPACE).isEmpty())
        .isPresent();
  }

  /** All configuration files, in order of their names. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.filter(Findings::isOne).sorted().toList());
    }
  }

  private static boolean isOne(Path file) {
    return ConfigurationFile.isOne(file) || ConfiguratorFile.isOne(file);
  }
}
