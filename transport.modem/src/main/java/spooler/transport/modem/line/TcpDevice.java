package spooler.transport.modem.line;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** A modem, or the far side itself, behind a TCP port that passes octets on as they are. */
public record TcpDevice(String host, int port) implements Device {
  @Override
  public Port open(Duration limit) throws IOException {
    return new TcpPort(connect(limit));
  }

  /** A connection, or a word that says to whom there is none. */
  Socket connect(Duration limit) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
      return socket;
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw new IOException("%s: %s".formatted(this, failed.getMessage()), failed);
    }
  }

  /** A line has one user: the name alone is looked up. */
  @Override
  public String look() throws IOException {
    try {
      return "%s is at %s; whether it answers is found out by a call"
          .formatted(this, InetAddress.getByName(host).getHostAddress());
    } catch (UnknownHostException unknown) {
      throw new IOException("%s: there is no host of that name".formatted(this), unknown);
    }
  }

  @Override
  public String toString() {
    return "tcp:" + host + ":" + port;
  }
}
