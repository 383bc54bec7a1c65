package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;
import spooler.api.transport.TransportProvider;
import spooler.maildir.kit.Disk;
import spooler.transport.kit.Configured;

/**
 * One configured drop folder. A changed configuration makes a new one.
 *
 * <p><b>Threads:</b> those of the component runtime; one of its own, a daemon, looks into the
 * folder. It finishes the message in hand when it is to end, and is left to itself where the folder
 * does not answer. <br>
 * <b>Failure:</b> a wrong configuration is logged and shown by {@code lan}; nothing is looked at.
 */
@Component(
    service = DropInstance.class,
    immediate = true,
    configurationPid = "transport.lan.drop",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DropConfig.class, factory = true)
public final class DropInstance {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Framework property: false where a spooler runs for one command only. */
  private static final String LISTENS = "spooler.listens";

  private final String name;
  private final String problem;
  private final @Nullable DropSettings settings;
  private final @Nullable DropFolder folder;
  private final @Nullable Session session;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final @Nullable Thread thread;

  /** Begins to look. */
  @Activate
  public DropInstance(
      @Reference(name = "spooler") Spooler spooler,
      BundleContext bundle,
      DropConfig config,
      Map<String, Object> configured)
      throws MapiException {
    this.name =
        String.valueOf(Configured.properties(configured, "drop").get(TransportProvider.NAME));
    String wrong = "";
    DropSettings read = null;
    try {
      read = DropSettings.of(config, name, Configured.home(bundle));
    } catch (IllegalArgumentException unclear) {
      wrong = String.valueOf(unclear.getMessage());
      LOG.log(Level.WARNING, "drop folder {0} is not looked at: {1}", name, wrong);
    }
    this.problem = wrong;
    this.settings = read;
    boolean looks = read != null && !"false".equals(bundle.getProperty(LISTENS));
    this.session = looks ? spooler.logon(Set.of()) : null;
    this.folder =
        read == null || session == null
            ? null
            : new DropFolder(read, session, Clock.systemUTC(), Disk.REAL, System::nanoTime);
    this.thread = folder == null ? null : start(folder, read == null ? PATIENCE : read.poll());
  }

  private Thread start(DropFolder drop, Duration poll) {
    Thread fresh = new Thread(() -> run(drop, poll), "spooler-lan-drop");
    fresh.setDaemon(true);
    fresh.start();
    return fresh;
  }

  private void run(DropFolder drop, Duration poll) {
    try {
      do {
        drop.look();
      } while (!ending.await(poll.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it. */
  @Deactivate
  void stop() throws InterruptedException, IOException {
    ending.countDown();
    if (thread != null && folder != null && session != null) {
      thread.join(PATIENCE.toMillis());
      session.close(); // one that still looks is refused from now on
      folder.close();
    }
  }

  String name() {
    return name;
  }

  /** What is wrong with the configuration; empty for nothing. */
  String problem() {
    return problem;
  }

  @Nullable DropSettings settings() {
    return settings;
  }

  /** What is known of the folder; null where it is not looked at. */
  DropFolder.@Nullable State state() {
    return folder == null ? null : folder.state();
  }
}
