package spooler.transport.modem.line;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A line that carries octets both ways until one side hangs up. One thread reads and one writes,
 * which may be two; any thread may hang up.
 */
public interface Line extends Closeable {

  /**
   * Reads what is there, at least one octet.
   *
   * @param limit how long to wait for the first octet at most
   * @return how many octets were read; -1 when the carrier is lost or the far side closed the line
   * @throws java.net.SocketTimeoutException if nothing came within {@code limit}; the line still
   *     stands
   * @throws IOException if the line failed, or was hung up on this side
   */
  int read(byte[] buffer, int offset, int length, Duration limit) throws IOException;

  /**
   * Writes all octets; returns when they are on their way, which is not when they arrived.
   *
   * @throws IOException if the line failed, lost its carrier or was hung up
   */
  void write(byte[] octets, int offset, int length) throws IOException;

  /** Hangs up: calls that run fail. A second call does nothing. Never throws. */
  @Override
  void close();
}
