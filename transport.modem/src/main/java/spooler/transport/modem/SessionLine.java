package spooler.transport.modem;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.line.Port;

/**
 * The port as a session has it: to close this is to leave it, so that the modem can still be told
 * to hang up. Where there is a modem, NO CARRIER with silence after it ends the line, because not
 * every port has a wire for that; within data it is data.
 *
 * <p><b>Threads:</b> as {@link Line} says. {@link #close} returns at once; {@link #left} when the
 * thread that read is out of the port.
 */
final class SessionLine implements Line {
  private static final String NO_CARRIER = "\r\nNO CARRIER\r\n";
  private static final Duration SLICE = Duration.ofMillis(100);

  private final Port port;
  private final boolean modem;
  private final Object reading = new Object();
  private final StringBuilder tail = new StringBuilder(); // guarded by reading
  private volatile boolean closed;

  SessionLine(Port port, boolean modem) {
    this.port = port;
    this.modem = modem;
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (reading) {
      while (!closed) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        try {
          int n = port.read(buffer, offset, length, left.compareTo(SLICE) < 0 ? max(left) : SLICE);
          remember(buffer, offset, n);
          return n;
        } catch (SocketTimeoutException nothing) {
          if (isNoCarrier()) {
            return -1;
          }
          if (left.compareTo(SLICE) <= 0) {
            throw nothing;
          }
        }
      }
    }
    throw new IOException("the call was ended from this side");
  }

  private void remember(byte[] buffer, int offset, int length) {
    for (int i = Math.max(0, length - NO_CARRIER.length()); modem && i < length; i++) {
      tail.append((char) (buffer[offset + i] & 0xFF));
    }
    tail.delete(0, Math.max(0, tail.length() - NO_CARRIER.length()));
  }

  private boolean isNoCarrier() {
    return NO_CARRIER.contentEquals(tail);
  }

  private static Duration max(Duration left) {
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the call was ended from this side");
    }
    port.write(octets, offset, length);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Returns when nobody reads the port any more. */
  void left() {
    closed = true;
    synchronized (reading) {
      return;
    }
  }
}
