package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes connections.
 *
 * <p><b>Threads:</b> one accepts; each connection has one of its own, at most as many as
 * connections are allowed, kept for a minute and used again. Nothing is queued: a connection too
 * many is told so at once. Whoever owns the listener calls {@link #sweep} every second. <br>
 * <b>Failure:</b> what happens to one connection is no other's business.
 */
final class Listener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("spooler.submit.smtp");
  private static final int BACKLOG = 200;
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** Well under the five seconds that a component may take to stop. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SubmitSettings settings;
  private final Intake intake;
  private final TransportFlush flush;
  private final Connections connections;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final ServerSocket socket = new ServerSocket();
  private volatile boolean closing;

  /** One that does not listen yet. */
  Listener(SubmitSettings settings, Intake intake, TransportFlush flush) throws IOException {
    this.settings = settings;
    this.intake = intake;
    this.flush = flush;
    this.connections = new Connections(settings.limits());
    AtomicInteger count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            settings.limits().connections() + 1, // one is still leaving while the next comes
            KEPT.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> daemon(work, "spooler-submit-" + count.incrementAndGet()));
  }

  /**
   * Begins to listen.
   *
   * @throws IOException when the port is taken
   */
  void open() throws IOException {
    socket.bind(settings.address(), BACKLOG);
    daemon(this::accept, "spooler-submit-accept").start();
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!closing) {
      try {
        begin(socket.accept());
      } catch (IOException broken) {
        if (!closing) {
          LOG.log(Level.WARNING, "submit.smtp: a connection was not taken: {0}", broken);
          pause(); // out of file handles, most likely
        }
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Socket client) throws IOException {
    InetAddress peer = client.getInetAddress();
    if (!connections.enter(peer)) {
      refuse(client);
      return;
    }
    try {
      threads.execute(() -> serve(client, peer));
    } catch (RejectedExecutionException full) {
      connections.leave(peer);
      refuse(client);
    }
  }

  /** A few octets into a fresh connection: nobody waits for that. */
  private static void refuse(Socket client) {
    try (client) {
      client
          .getOutputStream()
          .write("421 4.7.0 too many connections, try again later\r\n".getBytes(US_ASCII));
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "submit.smtp: a connection too many ended: {0}", gone.toString());
    }
  }

  private void serve(Socket client, InetAddress peer) {
    try (client) {
      converse(client);
    } catch (IOException broken) {
      LOG.log(Level.DEBUG, "submit.smtp: {0}: {1}", peer.getHostAddress(), broken.toString());
    } catch (RuntimeException defect) {
      LOG.log(
          Level.ERROR, "submit.smtp: the session of " + peer.getHostAddress() + " broke", defect);
    } finally {
      connections.leave(peer);
    }
  }

  private void converse(Socket client) throws IOException {
    Wire wire = new Wire(client, settings.limits());
    Conversation conversation = new Conversation(wire, settings, intake, flush, () -> closing);
    Client entry = new Client(wire, conversation);
    clients.add(entry);
    try {
      if (settings.implicitTls()) {
        wire.encrypt(settings.tls().orElseThrow());
      }
      conversation.run();
    } finally {
      clients.remove(entry);
    }
  }

  /** Ends connections that do not take our replies, or have outlived the session's time. */
  void sweep() {
    for (Client client : clients) {
      if (client.wire().isStuck() || client.wire().isOverdue()) {
        end(client);
      }
    }
  }

  private static void end(Client client) {
    try {
      client.wire().close();
    } catch (IOException already) {
      LOG.log(Level.DEBUG, "submit.smtp: ended: {0}", already.toString());
    }
  }

  /** One whose session ends at this very moment holds up neither the others nor the end. */
  private static void dismiss(Client client) {
    try {
      client.dismiss();
    } catch (IOException already) {
      LOG.log(Level.DEBUG, "submit.smtp: ended: {0}", already.toString());
    }
  }

  /** Takes no more; a message in hand is finished, if that does not take long. */
  @Override
  public void close() throws IOException {
    closing = true;
    socket.close();
    clients.forEach(Listener::dismiss);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        clients.forEach(Listener::end);
      }
    } catch (InterruptedException stop) {
      clients.forEach(Listener::end);
      Thread.currentThread().interrupt();
    }
  }
}
