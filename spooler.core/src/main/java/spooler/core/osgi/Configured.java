package spooler.core.osgi;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import spooler.api.Pause;
import spooler.api.deploy.SettingFiles;
import spooler.core.Keepers;
import spooler.core.transports.PauseKeeper;
import spooler.core.transports.RankKeeper;

/**
 * Keeps what operators order in Configuration Admin, where every OSGi tool sees it: a pause is the
 * factory configuration {@code spooler.pause~TRANSPORT}; a ranking is in the file of its
 * transport's configuration, or in the configuration alone when it has none.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Durability:</b> Configuration Admin's own, or the file's: written when a method returns.
 */
final class Configured implements PauseKeeper, RankKeeper {
  /** Factory PID of pauses. */
  static final String PAUSE = "spooler.pause";

  private static final String UNTIL = "until";
  private static final String WHY = "why";
  private static final String ANY_BUNDLE = "?";
  private static final String FILE = "felix.fileinstall.filename";

  private static final Logger LOG = System.getLogger("spooler.core");

  private final ConfigurationAdmin admin;
  private final Files files;

  /** Who writes files; null as long as nobody does. */
  @FunctionalInterface
  interface Files {
    @Nullable SettingFiles get();
  }

  /** Over these. */
  Configured(ConfigurationAdmin admin, Files files) {
    this.admin = admin;
    this.files = files;
  }

  Keepers keepers() {
    return new Keepers(this, this);
  }

  @Override
  public Map<String, Pause> load() throws IOException {
    Map<String, Pause> pauses = new HashMap<>();
    for (Configuration one :
        list("(%s=%s)".formatted(ConfigurationAdmin.SERVICE_FACTORYPID, PAUSE))) {
      Dictionary<String, Object> values = one.getProperties();
      if (values != null) {
        pauses.put(one.getPid().substring(PAUSE.length() + 1), pause(one, values));
      }
    }
    return pauses;
  }

  /** One whose end cannot be read has none: mail must not go where somebody wanted none to go. */
  private static Pause pause(Configuration one, Dictionary<String, Object> values) {
    String until = Objects.requireNonNullElse(values.get(UNTIL), "").toString().strip();
    String why = Objects.requireNonNullElse(values.get(WHY), "").toString();
    try {
      return new Pause(until.isEmpty() ? null : Instant.parse(until), why);
    } catch (DateTimeParseException wrong) {
      String problem =
          "%s = %s is no time: write it like 2026-11-28T16:00:00Z".formatted(UNTIL, until);
      LOG.log(Level.WARNING, "{0}: {1}; it stays paused until then", one.getPid(), problem);
      return new Pause(null, why.isEmpty() ? problem : why + "; " + problem);
    }
  }

  @Override
  public void keep(String transport, Pause pause) throws IOException {
    Map<String, Object> values = new HashMap<>();
    values.put(WHY, pause.why());
    if (pause.until() != null) {
      values.put(UNTIL, pause.until().toString());
    }
    admin.getFactoryConfiguration(PAUSE, transport, ANY_BUNDLE).update(dictionary(values));
  }

  @Override
  public void forget(String transport) throws IOException {
    admin.getFactoryConfiguration(PAUSE, transport, ANY_BUNDLE).delete();
  }

  @Override
  public String obstacle(String pid) throws IOException {
    Configuration found = find(pid);
    if (found == null) {
      return "it has no configuration";
    }
    boolean isReadOnly =
        found.getAttributes().contains(Configuration.ConfigurationAttribute.READ_ONLY);
    return isReadOnly ? "%s may not be written".formatted(origin(found)) : "";
  }

  /** A configuration that has a file follows it, unless the file is refused. */
  @Override
  public void keep(String pid, int ranking) throws IOException {
    Configuration found = find(pid);
    if (found == null) {
      throw new IOException("configuration %s has gone".formatted(pid));
    }
    Dictionary<String, Object> values = found.getProperties();
    Object now = isText(found, values) ? "" + ranking : (Object) ranking;
    if (!isWritten(values, now)) {
      values.put(Constants.SERVICE_RANKING, now);
      found.update(values);
    }
  }

  private boolean isWritten(Dictionary<String, Object> values, Object now) throws IOException {
    Object file = values.get(FILE);
    SettingFiles present = files.get();
    return file != null
        && present != null
        && present.set(
            Path.of(URI.create(file.toString())),
            Constants.SERVICE_RANKING,
            values.get(Constants.SERVICE_RANKING),
            now);
  }

  /** A .cfg file holds text only; a number would turn all of it into another format. */
  private static boolean isText(Configuration found, Dictionary<String, Object> values) {
    Object now = values.get(Constants.SERVICE_RANKING);
    return now == null ? origin(found).endsWith(".cfg") : now instanceof String;
  }

  private static String origin(Configuration found) {
    Object file = found.getProperties().get(FILE);
    return file == null ? found.getPid() : file.toString();
  }

  private @Nullable Configuration find(String pid) throws IOException {
    List<Configuration> found =
        pid.isEmpty() ? List.of() : list("(%s=%s)".formatted(Constants.SERVICE_PID, pid));
    return found.isEmpty() ? null : found.get(0);
  }

  private List<Configuration> list(String filter) throws IOException {
    try {
      Configuration[] found = admin.listConfigurations(filter);
      return found == null ? List.of() : List.of(found);
    } catch (InvalidSyntaxException mistake) {
      throw new IllegalStateException(mistake);
    }
  }

  @SuppressWarnings(
      "JdkObsolete") // the framework takes no other; its own way from a map came with R8
  private static Dictionary<String, ?> dictionary(Map<String, Object> values) {
    return new Hashtable<>(values);
  }
}
