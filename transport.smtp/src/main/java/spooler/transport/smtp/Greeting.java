package spooler.transport.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import spooler.transport.smtp.fetch.Source;
import spooler.transport.smtp.tls.TlsMode;

/**
 * What a server says first (RFC 5321, 3.1; RFC 9051, 7.1; RFC 1939, 4), to know whether it can be
 * reached. With encryption from the start it says nothing, and the connection alone has to do.
 *
 * @param name of the server, for people
 * @param encrypted whether encryption comes first
 * @param welcome what a greeting begins with that lets us in, as a regular expression
 * @param farewell command that ends the session
 */
record Greeting(
    String name, String host, int port, boolean encrypted, String welcome, String farewell) {
  private static final int LONGEST = 200;
  private static final String QUIT = "QUIT";

  /** That of a relay. */
  static Greeting of(Relay relay, TlsMode mode) {
    boolean encrypted = mode == TlsMode.IMPLICIT;
    return new Greeting(relay.toString(), relay.host(), relay.port(), encrypted, "220.*", QUIT);
  }

  /** That of a server with mailboxes, or of a relay that is asked for what it holds. */
  static Greeting of(Source source) {
    boolean imap = source.scheme().isImap();
    String welcome = imap ? "\\* (OK|PREAUTH).*" : source.isMailbox() ? "\\+OK.*" : "220.*";
    return new Greeting(
        source.toString(),
        source.host(),
        source.port(),
        source.scheme().isEncrypted(),
        welcome,
        imap ? "a LOGOUT" : QUIT);
  }

  /**
   * That of the first server that answers.
   *
   * @param limit for each of them
   * @throws IOException with what became of each when none does
   */
  static String ofFirst(List<Greeting> servers, Duration limit) throws IOException {
    StringBuilder silent = new StringBuilder();
    for (Greeting server : servers) {
      try {
        return silent + server.hear((int) limit.toMillis());
      } catch (IOException unanswered) {
        silent.append("%s: %s; ".formatted(server.name, unanswered.getMessage()));
      }
    }
    throw new IOException(silent + "are name and port right, and does the network let us through?");
  }

  private String hear(int millis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      if (encrypted) {
        return name + " can be connected to";
      }
      socket.setSoTimeout(millis);
      return name + " answers " + line(socket);
    }
  }

  private String line(Socket socket) throws IOException {
    char[] read = new char[LONGEST];
    int count =
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
            .read(read);
    String line = count < 0 ? "" : new String(read, 0, count).lines().findFirst().orElse("");
    if (!line.matches(welcome)) {
      throw new IOException(line.isEmpty() ? "it hangs up" : "it answers " + shown(line));
    }
    socket.getOutputStream().write((farewell + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return shown(line);
  }

  private static String shown(String line) {
    return line.replaceAll("[^ -~]", "?");
  }
}
