package spooler.launcher.channel;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs what other processes of the home's owner have typed.
 *
 * <p><b>Threads:</b> one waits for connections; each connection has one that listens to it, and one
 * that runs its command. <br>
 * <b>Limits:</b> {@value #MOST} connections; one that says nothing is closed after {@value
 * #PATIENCE_SECONDS} s. <br>
 * <b>Failure:</b> of a connection: it ends, and its command is interrupted; the others go on.
 */
public final class Server implements AutoCloseable {
  static final int MOST = 32;
  static final int PATIENCE_SECONDS = 10;

  private static final Logger LOG = System.getLogger("spooler.launcher");

  private final Listener listener;
  private final CommandSource commands;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "command timer"));

  private Server(Listener listener, CommandSource commands) {
    this.listener = listener;
    this.commands = commands;
  }

  /**
   * Starts it. Whoever calls holds the home's lock.
   *
   * @param var the home's folder for what the spooler writes
   */
  public static Server start(Path var, CommandSource commands) throws IOException {
    Server server = new Server(Listener.open(new Place(var)), commands);
    daemon(server::accept, "commands").start();
    return server;
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, "spooler " + name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (listener.channel().isOpen()) {
      try {
        begin(listener.channel().accept());
      } catch (AsynchronousCloseException end) {
        return;
      } catch (IOException failed) {
        if (listener.channel().isOpen()) {
          LOG.log(Level.WARNING, "a command could not be taken: {0}", failed.getMessage());
          pause();
        }
      }
    }
  }

  /** Where there are no file handles left, the next try would fail at once, too. */
  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(SocketChannel channel) {
    Connection connection =
        new Connection(new Wire(channel), listener.secret(), commands, open::remove);
    open.add(connection);
    if (open.size() > MOST) {
      connection.refuse("%d commands run already: try again when one has ended".formatted(MOST));
      return;
    }
    connection.start();
    var unused = timer.schedule(connection::closeUnlessGreeted, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes no command any more, and interrupts those that run. */
  @Override
  public void close() throws IOException {
    listener.close();
    timer.shutdownNow();
    open.forEach(Connection::end);
  }
}
