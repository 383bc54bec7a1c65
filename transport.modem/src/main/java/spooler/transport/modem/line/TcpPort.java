package spooler.transport.modem.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;

/** A TCP connection as a line. Threads as {@link Line} says. */
public final class TcpPort implements Port {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Of a connection that stands, made by whichever side. */
  public TcpPort(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    socket.setSoTimeout(Math.toIntExact(Math.max(1, limit.toMillis()))); // 0 would be for ever
    return in.read(buffer, offset, length);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    out.write(octets, offset, length);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException unclosed) {
      LOG.log(Level.DEBUG, "a connection could not be closed", unclosed);
    }
  }
}
