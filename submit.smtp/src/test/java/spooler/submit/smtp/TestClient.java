package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** A client that says anything, and waits ten seconds at most for an answer. */
final class TestClient implements AutoCloseable {
  private Socket socket;
  private InputStream in;

  TestClient(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void encrypt(SSLSocketFactory factory) throws IOException {
    socket = factory.createSocket(socket, "localhost", socket.getPort(), true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a line, and reads the reply. */
  String say(String line) throws IOException {
    send(line + "\r\n");
    return reply();
  }

  void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  /** All lines of the next reply; empty when the other side has hung up. */
  String reply() throws IOException {
    StringBuilder reply = new StringBuilder();
    while (true) {
      String line = line();
      reply.append(line);
      if (line.isEmpty() || line.charAt(3) == ' ') {
        return reply.toString().strip();
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      line.write(octet);
      octet = in.read();
    }
    if (octet >= 0) {
      line.write(octet);
    }
    return line.toString(ISO_8859_1);
  }

  /** Everything up to the end of the connection. */
  String rest() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      all.append(line);
    }
    return all.toString();
  }

  /** No more is sent. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Begins a message up to DATA. */
  void envelope() throws IOException {
    say("MAIL FROM:<ann@example.org>");
    say("RCPT TO:<bob@example.org>");
    say("DATA");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
