package spooler.transport.modem.uucp.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The dot in front of every line that starts with one (RFC 5321, 4.5.2). One thread. */
final class DotStuffing {
  private DotStuffing() {}

  /** Without them. */
  static InputStream remove(InputStream from) {
    return new FilterInputStream(from) {
      private int last = '\n';

      @Override
      public int read() throws IOException {
        int octet = in.read();
        if (octet == '.' && last == '\n') {
          octet = in.read();
        }
        last = octet;
        return octet;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
          int octet = read();
          if (octet < 0) {
            return count == 0 ? -1 : count;
          }
          into[offset + count++] = (byte) octet;
        }
        return count;
      }
    };
  }

  /** Writes all of it with them; the last line ends, too. */
  static void add(InputStream from, OutputStream to) throws IOException {
    int last = '\n';
    for (int octet = from.read(); octet >= 0; octet = from.read()) {
      if (octet == '.' && last == '\n') {
        to.write('.');
      }
      to.write(octet);
      last = octet;
    }
    if (last != '\n') {
      to.write('\n');
    }
  }
}
