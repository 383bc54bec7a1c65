package spooler.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.felix.utils.properties.InterpolationHelper.BundleContextSubstitutionCallback;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Whether what a file says is what the bundles were told. FileInstall tries a file once, and again
 * only when it changes: what went wrong in between is to be seen.
 *
 * <p><b>Threads:</b> any; it keeps nothing.
 */
final class InForce {
  private final BundleContext context;
  private final ConfigurationAdmin configurations;
  private final Function<String, @Nullable String> placeholders;

  InForce(BundleContext context, ConfigurationAdmin configurations) {
    this.context = context;
    this.configurations = configurations;
    this.placeholders = new BundleContextSubstitutionCallback(context)::getValue;
  }

  /** Whether it is, of a file that is right. */
  boolean is(Path file) throws IOException {
    if (ConfiguratorFile.isOne(file)) {
      return ConfiguratorInstaller.isApplied(Files.readAllBytes(file), file, context);
    }
    List<Configuration> told = Stored.from(file, configurations);
    return !told.isEmpty()
        && Change.isWritten(Stored.of(told.get(0)).values(), file.toRealPath(), placeholders);
  }
}
