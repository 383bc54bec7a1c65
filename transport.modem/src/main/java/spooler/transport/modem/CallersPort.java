package spooler.transport.modem;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.line.TcpPort;

/**
 * A TCP port on which the far side may call. One caller waits at a time, until the turn that it
 * asks for takes the call; a newer one takes the place of one that waits.
 *
 * <p><b>Threads:</b> one of its own takes the callers; the rest on any. The caller is guarded by
 * {@code this}, and nothing is called under it.
 */
final class CallersPort implements Callers {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");

  private final ServerSocket listening;
  private final Runnable rings;
  private @Nullable Port caller; // guarded by this

  /**
   * Listens.
   *
   * @param rings is run when somebody calls
   * @throws IOException that names the keys, when the port cannot be had
   */
  CallersPort(CallSettings settings, Runnable rings) throws IOException {
    this.rings = rings;
    try {
      this.listening =
          new ServerSocket(
              settings.answerPort(), 4, InetAddress.getByName(settings.answerAddress()));
    } catch (IOException taken) {
      throw new IOException(
          "answerPort = \"%d\" at answerAddress = \"%s\" cannot be had: %s"
              .formatted(settings.answerPort(), settings.answerAddress(), taken.getMessage()),
          taken);
    }
    Thread acceptor = new Thread(this::accept, "spooler-modem-callers");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        LOG.log(Level.INFO, "a call from {0}", socket.getInetAddress().getHostAddress());
        socket.setTcpNoDelay(true);
        replace(new TcpPort(socket));
        rings.run();
      }
    } catch (IOException closed) {
      replace(null);
    }
  }

  private void replace(@Nullable Port next) {
    Port former;
    synchronized (this) {
      former = caller;
      caller = next;
    }
    if (former != null) {
      former.close();
    }
  }

  @Override
  public synchronized @Nullable Caller take() {
    Port waiting = caller;
    caller = null;
    return waiting == null ? null : new Caller(waiting, false, () -> {});
  }

  @Override
  public synchronized boolean rings() {
    return caller != null;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
