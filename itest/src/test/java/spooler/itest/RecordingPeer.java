package spooler.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that takes everything and keeps it octet by octet: line ends are not touched, only
 * dots are taken off. One thread accepts, one serves each connection until its other side ends it.
 */
final class RecordingPeer implements AutoCloseable {
  private static final String EXTENSIONS =
      "250-peer.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n";

  private final ServerSocket listener;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private RecordingPeer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Starts it on any free port. */
  static RecordingPeer start() throws IOException {
    RecordingPeer peer =
        new RecordingPeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    daemon(peer::accept);
    return peer;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What has arrived so far, octets as Latin-1 characters. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "recording peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        daemon(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream()) {
      say(out, "220 peer.test\r\n");
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String verb = line.strip().split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> say(out, EXTENSIONS);
          case "DATA" -> {
            say(out, "354 go on\r\n");
            messages.add(data(in));
            say(out, "250 kept\r\n");
          }
          case "QUIT" -> say(out, "221 bye\r\n");
          default -> say(out, "250 well\r\n");
        }
      }
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  /** Everything up to CR LF dot CR LF, and nothing else (RFC 5321, 4.1.1.4). */
  private static String data(InputStream in) throws IOException {
    StringBuilder message = new StringBuilder();
    for (String line = line(in); !line.equals(".\r\n"); line = line(in)) {
      if (line.isEmpty()) {
        throw new IOException("the connection ended in the middle of a message");
      }
      message.append(line, line.startsWith(".") ? 1 : 0, line.length());
    }
    return message.toString();
  }

  /** What ends with CR LF; empty at the end. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int last = -1;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      line.write(octet);
      if (octet == '\n' && last == '\r') {
        break;
      }
      last = octet;
    }
    return line.toString(ISO_8859_1);
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write(reply.getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
