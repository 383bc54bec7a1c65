package spooler.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.utils.properties.InterpolationHelper.BundleContextSubstitutionCallback;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.deploy.SettingFiles;

/**
 * Writes settings into files of {@code etc/}, over nothing that is being edited.
 *
 * <p><b>Threads:</b> any; {@link WholeFile} says what two at a time do. <br>
 * <b>Durability:</b> {@link WholeFile}'s.
 */
@Component
public final class EtcFiles implements SettingFiles {
  private final BundleContext context;
  private final Findings findings;

  /** Those that are right by these findings are taken up. */
  @Activate
  public EtcFiles(BundleContext context, @Reference(name = "findings") Findings findings) {
    this.context = context;
    this.findings = findings;
  }

  @Override
  public boolean set(Path file, String setting, @Nullable Object before, Object now)
      throws IOException {
    Map<String, Object> old = new HashMap<>();
    if (before != null) {
      old.put(setting, before);
    }
    Change change = new Change(old, Map.of(setting, now));
    if (!change.applyTo(file, new BundleContextSubstitutionCallback(context)::getValue).isEmpty()) {
      throw new IOException(
          "%s has another %s since a moment ago: try again".formatted(file, setting));
    }
    return findings.in(file).isEmpty();
  }
}
