package spooler.transport.modem.line;

import java.io.IOException;
import java.time.Duration;

/**
 * A serial port behind a telnet server that lets its clients set it up (RFC 2217), as ser2net does.
 *
 * @param speed bits a second; 0 leaves it as the server has it
 * @param rtsCts whether the port is to use RTS/CTS flow control
 */
public record TelnetDevice(TcpDevice server, int speed, boolean rtsCts) implements Device {
  @Override
  public Port open(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    TelnetPort port = new TelnetPort(new TcpPort(server.connect(limit)));
    try {
      port.setUp(speed, rtsCts, Duration.ofNanos(deadline - System.nanoTime()));
      return port;
    } catch (IOException | RuntimeException failed) {
      port.close();
      throw new IOException("%s: %s".formatted(this, failed.getMessage()), failed);
    }
  }

  @Override
  public String look() throws IOException {
    return server.look();
  }

  @Override
  public String toString() {
    return "telnet:" + server.host() + ":" + server.port();
  }
}
