package spooler.launcher.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to a mail server that goes silent: it carries a number of messages, and holds back the one
 * after them, until it is repaired. So the demonstration stops its transport in the middle of a
 * message, whatever the server and however fast it is.
 *
 * <p><b>Threads:</b> one that accepts, two for each connection; all end with the line. <br>
 * <b>Failure:</b> either end that breaks off takes the other one along.
 */
final class Line implements AutoCloseable {
  private static final byte[] MESSAGE = "MAIL ".getBytes(StandardCharsets.US_ASCII);

  private final Endpoint server;
  private final ServerSocket entry;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private int passes; // guarded by this, as are the next two
  private boolean silent;
  private boolean repaired;

  /** A line to this server that carries so many messages. */
  Line(Endpoint server, int messages) throws IOException {
    this.server = server;
    this.passes = messages;
    this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Where it begins. */
  Endpoint endpoint() {
    return new Endpoint(entry.getInetAddress().getHostAddress(), entry.getLocalPort());
  }

  /** Whether it holds a message back. */
  synchronized boolean isSilent() {
    return silent;
  }

  /** From now on it carries everything. */
  synchronized void repair() {
    repaired = true;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    entry.close();
    sockets.forEach(Line::close);
    repair();
  }

  private void accept() throws IOException {
    while (!entry.isClosed()) {
      Socket client = entry.accept();
      sockets.add(client);
      Socket far = server.connect();
      sockets.add(far);
      start(() -> carry(client, far, true));
      start(() -> carry(far, client, false));
    }
  }

  private void carry(Socket from, Socket to, boolean commands) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[16 * 1024];
      for (int length = in.read(block); length >= 0; length = in.read(block)) {
        if (commands && beginsMessage(block, length)) {
          takePass();
        }
        out.write(block, 0, length);
      }
    }
  }

  /** A client waits for the answer to one message before it begins the next one. */
  private static boolean beginsMessage(byte[] block, int length) {
    return length >= MESSAGE.length
        && Arrays.equals(block, 0, MESSAGE.length, MESSAGE, 0, MESSAGE.length);
  }

  private synchronized void takePass() throws InterruptedIOException {
    try {
      while (passes == 0 && !repaired) {
        silent = true;
        wait();
      }
      passes = Math.max(0, passes - 1);
    } catch (InterruptedException over) {
      throw new InterruptedIOException("the line is closed");
    }
  }

  private static void start(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException over) {
                // The end of a connection, from either side: there is nothing left to carry.
                return;
              }
            },
            "demo-line");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      throw new UncheckedIOException(alreadyBroken);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
