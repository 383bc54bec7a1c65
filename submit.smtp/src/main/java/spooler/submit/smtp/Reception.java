package spooler.submit.smtp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spooler.api.Session;

/**
 * The listener and the drop folder of one configuration, over one session with the spooler.
 *
 * <p><b>Threads:</b> two of its own, daemons. One opens the port and looks over the connections,
 * the other empties the drop folder; both every second. {@link Listener} says what it adds. <br>
 * <b>Failure:</b> a port that is taken is tried again every second, and told of once.
 */
final class Reception implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("spooler.submit.smtp");

  private final Session session;
  private final SubmitSettings settings;
  private final Intake intake;
  private final Optional<DropFolder> drop;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(2, Reception::daemon);
  private @Nullable Listener listener; // both guarded by this
  private boolean told;

  /** Begins; the session is closed with it. */
  Reception(Session session, SubmitSettings settings) {
    this.session = session;
    this.settings = settings;
    this.intake = new Intake(session);
    this.drop = settings.drop().map(folder -> new DropFolder(folder, settings, intake));
  }

  /** Starts the work that returns every second. */
  @SuppressWarnings(
      "FutureReturnValueIgnored") // it ends with the clock, and tells its own failures
  Reception start() {
    clock.scheduleWithFixedDelay(this::listen, 0, 1, TimeUnit.SECONDS);
    drop.ifPresent(folder -> clock.scheduleWithFixedDelay(folder::empty, 0, 1, TimeUnit.SECONDS));
    return this;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "spooler-submit-clock");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens; empty as long as it does not. */
  synchronized Optional<InetSocketAddress> address() {
    return Optional.ofNullable(listener).map(Listener::address);
  }

  private synchronized void listen() {
    if (listener != null) {
      listener.sweep();
    } else if (!clock.isShutdown()) {
      open();
    }
  }

  private void open() {
    try {
      Listener next = new Listener(settings, intake, new TransportFlush(session));
      try {
        next.open();
        listener = next;
        LOG.log(Level.INFO, "submit.smtp takes mail at {0}", shown(next.address()));
      } finally {
        if (listener == null) {
          next.close();
        }
      }
    } catch (IOException taken) {
      if (!told) {
        LOG.log(
            Level.WARNING,
            "submit.smtp takes no mail at {0} yet, and tries again: {1}",
            shown(settings.address()),
            taken.getMessage());
      }
      told = true;
    }
  }

  private static String shown(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Takes no more; returns when what was in hand has ended. */
  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    try {
      closeListener();
    } finally {
      session.close();
    }
  }

  private void closeListener() throws IOException {
    Listener open;
    synchronized (this) {
      open = listener;
    }
    if (open != null) {
      open.close();
    }
  }
}
