package spooler.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Stands between a client and a server on this computer and keeps every octet the client says.
 *
 * <p><b>Threads:</b> one that accepts, two for each connection; all end with it.
 */
final class Wiretap implements AutoCloseable {
  private final ServerSocket ear;
  private final int server;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream(); // guarded by itself

  private Wiretap(ServerSocket ear, int server) {
    this.ear = ear;
    this.server = server;
  }

  /** Listens on a port of its own and passes everything on to the server's. */
  static Wiretap before(int server) throws IOException {
    Wiretap tap = new Wiretap(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), server);
    start(tap::accept);
    return tap;
  }

  int port() {
    return ear.getLocalPort();
  }

  /** What clients have said so far, octets as Latin-1 characters. */
  String heard() {
    synchronized (heard) {
      return heard.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = ear.accept();
      Socket onward = new Socket(InetAddress.getLoopbackAddress(), server);
      start(() -> pass(client, onward, true));
      start(() -> pass(onward, client, false));
    }
  }

  private void pass(Socket from, Socket to, boolean listening) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[16 * 1024];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        if (listening) {
          keep(block, count);
        }
        out.write(block, 0, count);
      }
    }
  }

  private void keep(byte[] block, int count) {
    synchronized (heard) {
      heard.write(block, 0, count);
    }
  }

  /** What a thread of it does until its sockets are closed. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // the end of the connection, or of the test
              }
            },
            "wiretap");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    ear.close();
  }
}
