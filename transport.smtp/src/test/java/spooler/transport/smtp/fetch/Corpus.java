package spooler.transport.smtp.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Messages that are easily damaged on the way. */
public final class Corpus {
  private static final String HEADER =
      "From: a@example.org\r\nTo: bob@example.org\r\nSubject: test\r\n\r\n";

  private Corpus() {}

  /** All that every server hands out as it got it. */
  static List<byte[]> all() {
    return List.of(
        text(HEADER + "plain\r\n"),
        text(HEADER),
        text(HEADER + ".\r\n..\r\n...\r\n.a\r\n\r\n.\r\n"),
        text(HEADER + "\u00e9\u00fc\u00ff\u0080\u00a0\r\n"),
        text(HEADER + "ends without a line end"),
        text(HEADER + "{310}\r\n{9999999999}\r\n{5}\r\n* BYE\r\nA1 OK\r\n+OK\r\n-ERR\r\n)\r\n"),
        text(HEADER + "x".repeat(1 << 20) + "\r\n"),
        random(25 << 20));
  }

  /** Octets of every kind but NUL and bare line ends, in lines. */
  private static byte[] random(int size) {
    Random random = new Random(size);
    ByteArrayOutputStream out = new ByteArrayOutputStream(size + 1000);
    out.writeBytes(text(HEADER));
    byte[] line = new byte[997];
    while (out.size() < size) {
      random.nextBytes(line);
      for (int i = 0; i < line.length; i++) {
        if (line[i] == 0 || line[i] == '\r' || line[i] == '\n') {
          line[i] = '.';
        }
      }
      out.write(line, 0, random.nextInt(line.length));
      out.writeBytes(text("\r\n"));
    }
    return out.toByteArray();
  }

  /** Octets written as Latin-1. */
  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Every octet, next to every kind of neighbour: as itself, doubled, at both ends of a line. */
  public static byte[] everyOctet() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text(HEADER));
    for (int octet = 0; octet < 256; octet++) {
      if (octet != '\r' && octet != '\n') {
        String each = String.valueOf((char) octet);
        out.writeBytes(text(each + "x" + each + each + "\r\n" + each + "\r\n"));
      }
    }
    return out.toByteArray();
  }

  /** A short one that can be told from others. */
  public static byte[] numbered(int number) {
    return text("Subject: " + number + "\r\n\r\nnumber " + number + "\r\n");
  }
}
