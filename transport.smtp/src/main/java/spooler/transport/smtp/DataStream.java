package spooler.transport.smtp;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a body as SMTP allows it on the wire.
 *
 * <ul>
 *   <li>Lines end with CRLF and nothing else. A CR that no LF follows, and an LF that no CR
 *       precedes, never reach the wire (RFC 5321, 2.3.8): each becomes CRLF, so {@code CR CR LF} is
 *       two line ends and {@code LF CR} too. Nobody can hide the end of a message in a body.
 *   <li>A dot at the start of a line is doubled (4.5.2).
 *   <li>A body that does not end with a line end gets one.
 *   <li>All other octets pass as they are, NUL and 8-bit ones too, and lines of any length: RFC
 *       5321 has at most 998 octets on a line, most relays take more, and those that do not say so.
 * </ul>
 *
 * <p>Memory is one fixed buffer. Confined to one thread.
 */
final class DataStream extends OutputStream {
  private static final byte[] END = {'.', '\r', '\n'};

  private final OutputStream wire;
  private final boolean dots;
  private final byte[] encoded = new byte[4 * 1024];
  private int length;
  private boolean atLineStart = true;
  private boolean afterCr;

  /**
   * Writes to a stream that is left open, and flushed at the end only.
   *
   * @param dots whether a dot ends the message, and those at the start of lines are doubled; else
   *     the lines alone are seen to, as chunks need it (RFC 3030)
   */
  DataStream(OutputStream wire, boolean dots) {
    this.wire = wire;
    this.dots = dots;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] block, int offset, int count) throws IOException {
    int end = offset + count;
    for (int i = offset; i < end; i++) {
      if (encoded.length - length < 4) { // CR LF . . is the most that one octet brings
        pass();
      }
      encode(block[i]);
      if (!atLineStart && !afterCr) {
        i += copyWithinLine(block, i + 1, end);
      }
    }
  }

  /** Takes over what comes before the end of the line, as far as there is room; how much it was. */
  private int copyWithinLine(byte[] block, int from, int end) {
    int limit = Math.min(end, from + encoded.length - length);
    int to = from;
    while (to < limit && block[to] != '\r' && block[to] != '\n') {
      to++;
    }
    System.arraycopy(block, from, encoded, length, to - from);
    length += to - from;
    return to - from;
  }

  private void encode(byte octet) {
    if (octet == '\n') { // bare, or the end of CRLF: the same on the wire
      endLine();
      return;
    }
    if (afterCr) {
      endLine();
    }
    if (octet == '\r') {
      afterCr = true; // what it means, the next octet says
      return;
    }
    if (atLineStart && octet == '.' && dots) {
      encoded[length++] = '.';
    }
    encoded[length++] = octet;
    atLineStart = false;
  }

  /** Ends the body with a line end, if it lacks one, and the dot, if there is one; then flushes. */
  void end() throws IOException {
    pass();
    if (afterCr || !atLineStart) {
      endLine();
    }
    pass();
    if (dots) {
      wire.write(END);
    }
    wire.flush();
  }

  private void endLine() {
    encoded[length++] = '\r';
    encoded[length++] = '\n';
    atLineStart = true;
    afterCr = false;
  }

  private void pass() throws IOException {
    wire.write(encoded, 0, length);
    length = 0;
  }
}
