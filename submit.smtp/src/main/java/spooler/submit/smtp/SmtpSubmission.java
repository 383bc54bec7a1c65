package spooler.submit.smtp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;

/**
 * The listener and the drop folder of one configuration. A changed configuration makes new ones.
 *
 * <p><b>Threads:</b> those of the component runtime; see {@link Reception} and {@link Listener}.
 * <br>
 * <b>Failure:</b> a wrong configuration is logged in one line, and nobody listens.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "submit.smtp",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SubmitConfig.class)
public final class SmtpSubmission {
  private static final System.Logger LOG = System.getLogger("spooler.submit.smtp");

  /**
   * Framework property: false where a spooler runs for one command only, and nobody is to come in.
   */
  private static final String LISTENS = "spooler.listens";

  private final @Nullable Reception reception;

  /** Begins to listen as soon as it can. */
  @Activate
  public SmtpSubmission(
      @Reference(name = "spooler") Spooler spooler, BundleContext bundle, SubmitConfig config)
      throws MapiException, IOException {
    this.reception =
        "false".equals(bundle.getProperty(LISTENS))
            ? null
            : reception(spooler, bundle.getProperty("spooler.home"), config);
  }

  private static @Nullable Reception reception(
      Spooler spooler, @Nullable String home, SubmitConfig config)
      throws MapiException, IOException {
    SubmitSettings settings;
    try {
      settings = SubmitSettings.of(config, Path.of(home == null ? "" : home).toAbsolutePath());
    } catch (IllegalArgumentException wrong) {
      LOG.log(Level.WARNING, "submit.smtp takes no mail: {0}", wrong.getMessage());
      return null;
    }
    return new Reception(spooler.logon(Set.of()), settings).start();
  }

  /** Ends it all; a message in hand is finished first. */
  @Deactivate
  void stop() throws IOException {
    if (reception != null) {
      reception.close();
    }
  }
}
