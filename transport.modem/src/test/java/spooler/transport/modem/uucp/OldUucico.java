package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Makes an old system of a new one: takes the caller's options out of the handshake, so that
 * neither side knows of the other what it can do.
 */
final class OldUucico implements AutoCloseable {
  private final ServerSocket server = SocketLine.listen();
  private final int behind;

  OldUucico(int behind) throws IOException {
    this.behind = behind;
    start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Copies for one call. */
  private void serve() throws IOException {
    try (Socket caller = server.accept();
        Socket called = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      start(() -> called.getInputStream().transferTo(caller.getOutputStream()));
      InputStream in = caller.getInputStream();
      OutputStream out = called.getOutputStream();
      ByteArrayOutputStream name = new ByteArrayOutputStream();
      for (int octet = in.read(); octet != 0; octet = in.read()) {
        name.write(octet);
      }
      out.write((name.toString(US_ASCII).replaceFirst(" .*", "") + '\0').getBytes(US_ASCII));
      in.transferTo(out);
    }
  }

  private interface Copying {
    void run() throws IOException;
  }

  private static void start(Copying copying) {
    Thread thread =
        new Thread(
            () -> {
              try {
                copying.run();
              } catch (IOException over) {
                Thread.currentThread().interrupt(); // one side has hung up
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
