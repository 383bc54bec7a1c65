package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads command lines. A line is what stands before CRLF; memory is bounded by the longest line
 * that is allowed. One thread.
 */
final class CommandReader {
  private final Wire wire;
  private final BareLineEnds policy;
  private final int longest;

  /**
   * A reader.
   *
   * @param longest octets, the line end included
   */
  CommandReader(Wire wire, BareLineEnds policy, int longest) {
    this.wire = wire;
    this.policy = policy;
    this.longest = longest;
  }

  /** The next line; waits for it. */
  Line next() throws IOException {
    return next(longest);
  }

  /** The next line, which may be as long as this. */
  Line next(int most) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(80);
    int length = 0;
    boolean cr = false;
    while (true) {
      ByteBuffer in = wire.input();
      while (in.hasRemaining()) {
        byte octet = in.get();
        length = Math.min(length, most) + 1;
        if (octet == '\n') {
          return cr || policy == BareLineEnds.NORMALISE
              ? line(octets, length > most)
              : new Line("", Line.Fault.BARE_LF);
        }
        if (length <= most) {
          if (cr) {
            octets.write('\r');
          }
          if (octet != '\r') {
            octets.write(octet);
          }
        }
        cr = octet == '\r';
      }
    }
  }

  private static Line line(ByteArrayOutputStream octets, boolean tooLong) {
    if (tooLong) {
      return new Line("", Line.Fault.TOO_LONG);
    }
    byte[] line = octets.toByteArray();
    return isPlain(line)
        ? new Line(new String(line, US_ASCII), Line.Fault.NONE)
        : international(line);
  }

  /** Whether it is printable ASCII, as nearly all are. */
  private static boolean isPlain(byte[] line) {
    for (byte octet : line) {
      if (octet < ' ' || octet == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static Line international(byte[] line) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return text.codePoints().anyMatch(Character::isISOControl)
          ? new Line("", Line.Fault.CONTROL)
          : new Line(text, Line.Fault.NONE);
    } catch (CharacterCodingException notUtf8) {
      return new Line("", Line.Fault.ENCODING);
    }
  }
}
