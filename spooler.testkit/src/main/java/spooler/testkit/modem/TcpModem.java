package spooler.testkit.modem;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A modem behind a TCP port of this computer: one {@link HayesModem} for each connection, set up as
 * the test says. Any thread.
 */
public final class TcpModem implements Closeable {
  private final ServerSocket listening;
  private final Consumer<HayesModem> setUp;
  private volatile Consumer<HayesModem> more = modem -> {};
  private final List<HayesModem> modems = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Listens on a free port. */
  public TcpModem(Consumer<HayesModem> setUp) throws IOException {
    this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.setUp = setUp;
    Thread acceptor = new Thread(this::accept, "tcp-modem");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        HayesModem modem = new HayesModem(socket.getInputStream(), socket.getOutputStream());
        setUp.accept(modem);
        more.accept(modem);
        sockets.add(socket);
        modems.add(modem);
        modem.start();
      }
    } catch (IOException closed) {
      sockets.forEach(TcpModem::cut);
    }
  }

  /** What is done to each further one when it is plugged in, beside what is done to all. */
  public void onPlugged(Consumer<HayesModem> what) {
    more = what;
  }

  /** Where it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** One for each connection there was, the latest last. */
  public List<HayesModem> modems() {
    return List.copyOf(modems);
  }

  /** Everything that was said to any of them, in order of the connections. */
  public List<String> commands() {
    return modems.stream().flatMap(modem -> modem.commands().stream()).toList();
  }

  /** The same, without those that begin so. */
  public List<String> commandsBut(String... beginnings) {
    return commands().stream()
        .filter(command -> Stream.of(beginnings).noneMatch(command::startsWith))
        .toList();
  }

  /** How many calls came about, over all connections. */
  public int calls() {
    return modems.stream().mapToInt(HayesModem::calls).sum();
  }

  /** How many carriers there are now. */
  public long carriers() {
    return modems.stream().filter(HayesModem::carrier).count();
  }

  /** Pulls the plug of every connection. */
  public void unplug() {
    sockets.forEach(TcpModem::cut);
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException unclosed) {
      throw new UncheckedIOException(unclosed);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    unplug();
  }
}
