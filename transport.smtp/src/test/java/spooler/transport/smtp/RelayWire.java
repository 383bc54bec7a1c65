package spooler.transport.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a {@link ScriptedRelay} reads and writes, octet by octet. */
final class RelayWire {
  private static final long END_OF_MESSAGE = 0x0D0A_2E0D_0AL; // CR LF dot CR LF

  private RelayWire() {}

  /** A command, which must end with CR LF and have no other. */
  static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException();
      }
      line.write(octet);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    if (text.startsWith("\u0016")) {
      throw new EOFException("a TLS handshake where none is expected");
    }
    if (!text.endsWith("\r") || text.indexOf('\r') != text.length() - 1) {
      throw new IllegalStateException("a command with a bare CR or LF: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  /** A message up to the dot, without it. */
  static byte[] readMessage(InputStream in) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    long tail = 0x0D0A; // the last five octets; DATA ended a line
    while (tail != END_OF_MESSAGE) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException();
      }
      message.write(octet);
      tail = (tail << 8 | octet) & 0xFF_FFFF_FFFFL;
    }
    return Arrays.copyOf(message.toByteArray(), message.size() - 3);
  }

  /** One octet at a time, for ever. */
  static void drip(OutputStream out) throws IOException {
    while (true) { // until the other side goes away
      out.write("250-x\r\n".getBytes(StandardCharsets.ISO_8859_1));
      try {
        Thread.sleep(20);
      } catch (InterruptedException stop) {
        throw new EOFException("the test is over");
      }
    }
  }
}
