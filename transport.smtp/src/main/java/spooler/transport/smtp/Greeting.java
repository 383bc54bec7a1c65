package spooler.transport.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What a relay says first (RFC 5321, 3.1), to know whether it can be reached. With encryption from
 * the start it says nothing, and the connection alone has to do.
 */
final class Greeting {
  private static final int LONGEST = 200;
  private static final int IMPLICIT = 465;

  private Greeting() {}

  /**
   * That of the first relay that answers.
   *
   * @throws IOException with what became of each when none does
   */
  static String of(List<Relay> relays, Duration limit) throws IOException {
    StringBuilder silent = new StringBuilder();
    for (Relay relay : relays) {
      try {
        return silent + of(relay, (int) limit.toMillis());
      } catch (IOException unanswered) {
        silent.append("%s: %s; ".formatted(name(relay), unanswered.getMessage()));
      }
    }
    throw new IOException(silent + "are name and port right, and does the network let us through?");
  }

  private static String of(Relay relay, int millis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(relay.host(), relay.port()), millis);
      if (relay.port() == IMPLICIT) {
        return name(relay) + " can be connected to";
      }
      socket.setSoTimeout(millis);
      return name(relay) + " answers " + line(socket);
    }
  }

  private static String line(Socket socket) throws IOException {
    char[] read = new char[LONGEST];
    int count =
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
            .read(read);
    String line = count < 0 ? "" : new String(read, 0, count).lines().findFirst().orElse("");
    if (!line.startsWith("220")) {
      throw new IOException(line.isEmpty() ? "it hangs up" : "it answers " + shown(line));
    }
    socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
    return shown(line);
  }

  private static String shown(String line) {
    return line.replaceAll("[^ -~]", "?");
  }

  private static String name(Relay relay) {
    return relay.host() + ":" + relay.port();
  }
}
