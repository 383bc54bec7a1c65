package spooler.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.felix.utils.properties.InterpolationHelper.BundleContextSubstitutionCallback;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Writes what a command, or another tool, changes in Configuration Admin into the file it came
 * from. In the place of FileInstall, which would write every value it knows of, in place: over what
 * an operator has typed meanwhile, or what is refused and waits to be mended. Here only what was
 * changed is written, and nothing over an edit: of the same setting the file's word counts. What
 * was read from a file is not written into it again.
 *
 * <p><b>Threads:</b> those that change configurations: the file is written when the change returns.
 * One at a time, under this object's monitor; Configuration Admin, which is asked under it, holds
 * no lock of its own meanwhile and calls nobody. <br>
 * <b>Durability:</b> {@link WholeFile}'s. <br>
 * <b>Failure:</b> logged; the file is as it was.
 */
@Component(
    service = {SynchronousConfigurationListener.class, WriteBack.class},
    immediate = true)
public final class WriteBack implements SynchronousConfigurationListener {
  private static final Logger LOG = System.getLogger("spooler.config");

  private final Function<String, @Nullable String> placeholders;
  private final ConfigurationAdmin configurations;
  private final Map<String, Stored> known = new HashMap<>();
  private final Set<Thread> reading = ConcurrentHashMap.newKeySet();

  /** Takes up a file. */
  @FunctionalInterface
  interface Reading {
    void run() throws Exception;
  }

  /** Of these configurations. */
  @Activate
  public WriteBack(
      BundleContext context, @Reference(name = "configurations") ConfigurationAdmin configurations)
      throws IOException {
    this.placeholders = new BundleContextSubstitutionCallback(context)::getValue;
    this.configurations = configurations;
    Stored.all(configurations).forEach(one -> known.put(one.getPid(), Stored.of(one)));
  }

  /** What this changes comes from a file. */
  void read(Reading file) throws Exception {
    reading.add(Thread.currentThread());
    try {
      file.run();
    } finally {
      reading.remove(Thread.currentThread());
    }
  }

  private boolean isReading() {
    return reading.contains(Thread.currentThread());
  }

  @Override
  public synchronized void configurationEvent(ConfigurationEvent event) {
    String pid = event.getPid();
    try {
      if (event.getType() == ConfigurationEvent.CM_UPDATED) {
        updated(pid);
      } else if (event.getType() == ConfigurationEvent.CM_DELETED) {
        deleted(known.remove(pid));
      }
    } catch (IOException failed) {
      LOG.log(Level.ERROR, "{0} was changed, but its file was not: {1}", pid, failed.getMessage());
    }
  }

  private void updated(String pid) throws IOException {
    for (Configuration one : Stored.with(Constants.SERVICE_PID, pid, configurations)) {
      Stored now = Stored.of(one);
      Stored before = known.put(pid, now);
      Path file = now.file();
      if (!isReading() && before != null && file != null && Files.exists(file)) {
        write(file, new Change(before.values(), now.values()));
      }
    }
  }

  private void write(Path file, Change change) throws IOException {
    for (String setting : change.applyTo(file, placeholders)) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} was written there at the same time; what the file says counts",
          file,
          setting);
    }
  }

  /** What was edited since is another configuration, which is about to be read. */
  private void deleted(@Nullable Stored last) throws IOException {
    Path file = last == null ? null : last.file();
    if (isReading() || last == null || file == null || !Files.exists(file)) {
      return;
    }
    if (Change.isWritten(last.values(), file, placeholders)) {
      Files.delete(file);
    } else {
      LOG.log(Level.WARNING, "{0} was edited at the same time, and stays", file);
    }
  }
}
