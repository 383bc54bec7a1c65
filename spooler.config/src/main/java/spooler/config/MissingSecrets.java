package spooler.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Dictionary;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Component;

/**
 * Comes after the plugin that puts secrets in: what that could not put in, it takes out. Otherwise
 * a far side would be told the reference for a password.
 */
@Component(property = "service.cmRanking:Integer=1000")
public final class MissingSecrets implements ConfigurationPlugin {
  private static final Logger LOG = System.getLogger("spooler.config");

  @Override
  public void modifyConfiguration(
      ServiceReference<?> reference, Dictionary<String, Object> properties) {
    for (String key : Collections.list(properties.keys())) {
      if (Secrets.isOpen(properties.get(key))) {
        properties.remove(key);
        LOG.log(
            Level.ERROR,
            "{0}: {1} is left out, because its secret is not there",
            properties.get("service.pid"),
            key);
      }
    }
  }
}
