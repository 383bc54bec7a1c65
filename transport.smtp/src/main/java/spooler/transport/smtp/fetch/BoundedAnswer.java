package spooler.transport.smtp.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * What an IMAP server says to one command, as long as it keeps within bounds: the reader behind
 * this keeps all of it, and makes room for a literal as soon as that is announced. It looks for the
 * announcement backwards, so nothing may follow a literal that could make one together with its
 * end. Confined to one thread.
 */
final class BoundedAnswer extends FilterInputStream {
  private final long most;
  private long total;
  private long literal; // octets of one that are still to come
  private long announced;
  private Place place = Place.ELSEWHERE;

  /** Octets at most for each command. */
  BoundedAnswer(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  /** How much of the announcement of a literal, such as <code>{310}</code> CRLF, has come. */
  private enum Place {
    ELSEWHERE,
    NUMBER,
    CLOSED,
    CR,
    BEHIND_LITERAL
  }

  /** Another command begins. */
  void begin() {
    total = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    total += Math.max(0, count);
    int i = 0;
    while (i < count) {
      if (literal > 0) {
        int skipped = (int) Math.min(literal, count - i);
        literal -= skipped;
        i += skipped;
        place = Place.BEHIND_LITERAL;
      } else {
        place = after(into[offset + i] & 0xff);
        i++;
      }
    }
    check(0);
    return count;
  }

  private Place after(int octet) throws ProtocolException {
    boolean digit = octet >= '0' && octet <= '9';
    if (place == Place.BEHIND_LITERAL && (digit || octet == '}')) {
      throw new ProtocolException("the server does not end a literal as IMAP does");
    }
    if (octet == '{') {
      announced = 0;
      return Place.NUMBER;
    }
    if (place == Place.NUMBER && digit) {
      announced = Math.min(announced * 10 + octet - '0', Integer.MAX_VALUE);
      return Place.NUMBER;
    }
    if (place == Place.NUMBER && octet == '}') {
      return Place.CLOSED;
    }
    if (place == Place.CLOSED && octet == '\r') {
      return Place.CR;
    }
    if (place == Place.CR && octet == '\n') {
      check(announced);
      literal = announced;
    }
    return Place.ELSEWHERE;
  }

  private void check(long more) throws ProtocolException {
    if (total + more > most) {
      throw new ProtocolException(
          "the server answers a command with more than %d octets".formatted(most));
    }
  }
}
