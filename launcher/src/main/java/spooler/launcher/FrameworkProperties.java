package spooler.launcher;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** What the framework and the bundles in it are told at the start. */
final class FrameworkProperties {
  /** Whether mail is taken from other programs; true unless set to false. */
  static final String LISTENS = "spooler.listens";

  private static final String INTERPOLATION = "org.apache.felix.configadmin.plugin.interpolation";
  private static final String POLL_MILLIS = "500";

  private FrameworkProperties() {}

  /** The properties for this home; those given win. */
  static Map<String, String> of(Home home, Map<String, String> given) throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put("spooler.home", home.root().toString());
    properties.put(Constants.FRAMEWORK_STORAGE, home.var().resolve("cache").toString());
    // Else Felix sets what a JVM allows to be set once, and the program around it may need itself.
    properties.put("felix.service.urlhandlers", "false");
    properties.put("felix.cm.dir", home.configurations().toString());
    properties.put("gosh.home", home.folderOf("etc/gosh_profile").toString());
    properties.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        SharedPackages.from(FrameworkProperties.class.getClassLoader()));
    properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(StartLevels.MAIL));
    // A start does not read every component's XML again, nor does it make threads to resolve
    // bundles.
    properties.put("ds.cache.metadata", "true");
    properties.put("felix.resolver.parallelism", "1");
    secrets(properties, home);
    logging(properties);
    folders(properties, home);
    properties.putAll(given);
    return properties;
  }

  /**
   * Configuration Admin waits for the plugin that puts secrets in, before it hands anything over.
   */
  private static void secrets(Map<String, String> properties, Home home) {
    properties.put("felix.cm.config.plugins", INTERPOLATION);
    properties.put(INTERPOLATION + ".secretsdir", home.etc().resolve("secrets").toString());
  }

  /**
   * Faults of the framework arrive as events, those of its bundles through the log service. That
   * keeps no history: it would be one of events, too, whose services of bundles that have gone
   * Equinox keeps in memory with all their classes.
   */
  private static void logging(Map<String, String> properties) {
    properties.put("felix.log.level", "0");
    properties.put("org.apache.felix.log.maxSize", "0");
    properties.put("org.osgi.service.log.admin.loglevel", "INFO");
    properties.put("ds.loglevel", "warn");
  }

  /**
   * FileInstall looks into both folders at once when it starts, and then twice a second. It would
   * take a file NAME~INSTANCE.cfg for something else than it is meant: see {@link Home#misnamed}.
   * What is changed by command is written into a file by spooler.config, over no edit.
   */
  private static void folders(Map<String, String> properties, Home home) {
    properties.put("felix.fileinstall.dir", home.etc() + "," + home.deploy());
    properties.put("felix.fileinstall.filter", "[^~]*\\.(cfg|config|json|jar)");
    properties.put("felix.fileinstall.poll", POLL_MILLIS);
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("felix.fileinstall.configEncoding", "UTF-8");
    properties.put("felix.fileinstall.tmpdir", home.var().resolve("tmp").toString());
    properties.put("felix.fileinstall.log.level", "3");
    properties.put("felix.fileinstall.log.default", "jul");
  }
}
