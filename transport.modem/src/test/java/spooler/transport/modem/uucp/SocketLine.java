package spooler.transport.modem.uucp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import spooler.transport.modem.line.Line;

/** A line over TCP on loopback; can lose its carrier after so many octets. */
final class SocketLine implements Line {
  private final Socket socket;
  private final long cutAfter;
  private long moved; // guarded by this

  private SocketLine(Socket socket, long cutAfter) {
    this.socket = socket;
    this.cutAfter = cutAfter;
  }

  static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  static SocketLine to(int port) throws IOException {
    return over(new Socket(InetAddress.getLoopbackAddress(), port), Long.MAX_VALUE);
  }

  static SocketLine of(Socket socket) throws IOException {
    return over(socket, Long.MAX_VALUE);
  }

  /** Loses its carrier after so many octets both ways together. */
  static SocketLine over(Socket socket, long cutAfter) throws IOException {
    socket.setTcpNoDelay(true);
    return new SocketLine(socket, cutAfter);
  }

  private synchronized int allowed(int length) {
    int allowed = (int) Math.min(length, cutAfter - moved);
    moved += allowed;
    return allowed;
  }

  private synchronized void giveBack(int octets) {
    moved -= octets;
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    int allowed = allowed(length);
    if (allowed == 0) {
      close();
      return -1;
    }
    socket.setSoTimeout((int) Math.max(1, limit.toMillis()));
    int count = 0;
    try {
      count = Math.max(0, socket.getInputStream().read(buffer, offset, allowed));
    } finally {
      giveBack(allowed - count);
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int allowed = allowed(length);
    socket.getOutputStream().write(octets, offset, allowed);
    if (allowed < length) {
      close();
      throw new IOException("carrier lost");
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
