package spooler.launcher.sendmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Hands a mail to the listener. An {@code IOException} means that it did not take it now, or that
 * it is not known whether it did: then the drop folder gets it.
 */
final class Handover {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REPLY_MILLIS = 120_000;

  private final BufferedReader in;
  private final OutputStream out;

  private Handover(Socket socket) throws IOException {
    this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    this.out = socket.getOutputStream();
  }

  static Socket connect(Place place) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(REPLY_MILLIS);
      socket.connect(new InetSocketAddress(place.host(), place.port()), CONNECT_MILLIS);
      return socket;
    } catch (IOException down) {
      socket.close();
      throw down;
    }
  }

  static void send(Place place, Mail mail) throws IOException, ExitException {
    try (Socket socket = connect(place)) {
      new Handover(socket).send(mail);
    }
  }

  private void send(Mail mail) throws IOException, ExitException {
    expect(reply(), ExitException.UNAVAILABLE);
    say("EHLO localhost", ExitException.UNAVAILABLE);
    say(
        "MAIL FROM:<%s> BODY=8BITMIME%s"
            .formatted(mail.sender(), mail.isInternational() ? " SMTPUTF8" : ""),
        ExitException.DATA);
    for (String recipient : mail.recipients()) {
      say("RCPT TO:<%s>".formatted(recipient), ExitException.NO_USER);
    }
    say("DATA", ExitException.UNAVAILABLE);
    out.write(stuffed(mail.letter().octets()));
    say(".", ExitException.UNAVAILABLE);
    out.write("QUIT\r\n".getBytes(UTF_8)); // what is answered to that is of no interest
  }

  private static byte[] stuffed(byte[] octets) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(octets.length + 100);
    byte before = '\n';
    for (byte octet : octets) {
      if (octet == '.' && before == '\n') {
        text.write('.');
      }
      text.write(octet);
      before = octet;
    }
    return text.toByteArray();
  }

  private void say(String command, int exit) throws IOException, ExitException {
    out.write((command + "\r\n").getBytes(UTF_8));
    expect(reply(), exit);
  }

  private String reply() throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    if (line == null || line.length() < 3) {
      throw new IOException("the listener hung up");
    }
    return line;
  }

  /** 530 is told to strangers: the drop folder is for those who are at home here. */
  private static void expect(String reply, int exit) throws IOException, ExitException {
    char kind = reply.charAt(0);
    if (kind == '2' || kind == '3') {
      return;
    }
    if (kind == '5' && !reply.startsWith("530")) {
      throw new ExitException(exit, "refused: " + reply);
    }
    throw new IOException("not taken now: " + reply);
  }
}
