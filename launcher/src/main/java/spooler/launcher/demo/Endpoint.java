package spooler.launcher.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import spooler.launcher.UsageException;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {
  private static final int LIMIT_MILLIS = 5_000;

  /** Reads {@code HOST:PORT}; an IPv6 address may stand in brackets. */
  static Endpoint parse(String text) throws UsageException {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|]$", "");
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
      throw new UsageException(
          "--smtp %s: write it as HOST:PORT, such as 127.0.0.1:2525".formatted(text));
    }
    return new Endpoint(host, Integer.parseInt(port));
  }

  /**
   * Connects.
   *
   * @throws IOException in plain words
   */
  Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      return socket;
    } catch (IOException unreachable) {
      socket.close();
      String why =
          unreachable instanceof UnknownHostException
              ? "the name is not known"
              : unreachable.getMessage();
      throw new IOException(
          "cannot reach the mail server %s: %s; start one there, or leave --smtp out"
              .formatted(this, why),
          unreachable);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
