package spooler.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Ports of this machine. */
final class LocalPort {
  private static final long LIMIT_SECONDS = 60;

  private LocalPort() {}

  /** One on which nobody listens. */
  static int free() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Waits till somebody listens on it; while the process lives that is to. */
  static void await(int port, String who, Process process) throws Exception {
    await(InetAddress.getLoopbackAddress(), port, who, process);
  }

  /** The same at another address of this machine. */
  static void await(InetAddress address, int port, String who, Process process) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (System.nanoTime() < end && (process.isAlive() || process.exitValue() == 0)) {
      try {
        new Socket(address, port).close();
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    throw new IllegalStateException(who + " does not listen on port " + port);
  }
}
