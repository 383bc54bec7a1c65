package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Data that a line with a dot ends (RFC 1939, 3; RFC 5321, 4.5.2): copied octet by octet, but for
 * the dot that was put before another one at the start of a line. Only CRLF ends a line, so nothing
 * within a message can end it early. Used once, by one thread.
 */
final class Dotted {
  private static final int BUFFER = 16 * 1024;

  private final OutputStream to;
  private final byte[] kept = new byte[BUFFER];
  private int length;
  private Place place = Place.START;

  private Dotted(OutputStream to) {
    this.to = to;
  }

  /** Where the copy is within a line. */
  private enum Place {
    START,
    DOT,
    DOT_CR,
    WITHIN,
    CR,
    END
  }

  /** Copies up to the end, and takes that away. */
  static void copy(LineWire from, OutputStream to) throws IOException {
    Dotted copy = new Dotted(to);
    while (copy.place != Place.END) {
      copy.take(from.octet());
    }
    copy.flush();
  }

  private void take(int octet) throws IOException {
    if (place == Place.START && octet == '.') {
      place = Place.DOT;
    } else if (place == Place.DOT && octet == '\r') {
      place = Place.DOT_CR;
    } else if (place == Place.DOT_CR && octet == '\n') {
      place = Place.END;
    } else {
      if (place == Place.DOT_CR) {
        place = Place.CR;
        put('\r');
      }
      put(octet);
      place = after(octet);
    }
  }

  private Place after(int octet) {
    if (octet == '\r') {
      return Place.CR;
    }
    return octet == '\n' && place == Place.CR ? Place.START : Place.WITHIN;
  }

  private void put(int octet) throws IOException {
    if (length == kept.length) {
      flush();
    }
    kept[length++] = (byte) octet;
  }

  private void flush() throws IOException {
    to.write(kept, 0, length);
    length = 0;
  }
}
