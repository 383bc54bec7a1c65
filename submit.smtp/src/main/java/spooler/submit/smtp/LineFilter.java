package spooler.submit.smtp;

import java.nio.ByteBuffer;

/**
 * Follows the line ends of a message on its way in.
 *
 * <p>Only the five octets CR LF dot CR LF end a message (CVE-2023-51764 and its family): a bare CR
 * or LF begins no line here, whether it is refused or normalised, so that no dot after it means
 * anything.
 */
final class LineFilter {
  /** Most octets that come out for one that goes in. */
  static final int MOST_PER_OCTET = 3;

  private enum State {
    LINE_START,
    DOT,
    DOT_CR,
    TEXT,
    CR,
    END
  }

  private final BareLineEnds policy;
  private final boolean dots;
  private State state = State.LINE_START;

  /**
   * A filter for one message.
   *
   * @param dots whether dots are doubled and end the message (DATA), or mean nothing (BDAT)
   */
  LineFilter(BareLineEnds policy, boolean dots) {
    this.policy = policy;
    this.dots = dots;
  }

  /** Whether the dot that ends the message has been taken. */
  boolean isAtEnd() {
    return state == State.END;
  }

  /**
   * Takes octets until the message ends, none is left, or the output is full.
   *
   * @throws RefusedException at a bare CR or LF that is not to be normalised; the filter goes on
   *     after it
   */
  void run(ByteBuffer in, ByteBuffer out) throws RefusedException {
    while (in.hasRemaining() && out.remaining() >= MOST_PER_OCTET && state != State.END) {
      if (state == State.TEXT) {
        text(in, out);
      } else {
        special(in.get(), out);
      }
    }
  }

  /** A message without a final dot is over: a CR that waits for its LF waits in vain. */
  void finish(ByteBuffer out) throws RefusedException {
    if (state == State.CR) {
      state = State.TEXT;
      bare("CR", out);
    }
  }

  private void text(ByteBuffer in, ByteBuffer out) throws RefusedException {
    byte[] octets = in.array();
    int base = in.arrayOffset();
    int from = base + in.position();
    int limit = from + Math.min(in.remaining(), out.remaining() - MOST_PER_OCTET + 1);
    int at = from;
    while (at < limit && octets[at] != '\r' && octets[at] != '\n') {
      at++;
    }
    out.put(octets, from, at - from);
    in.position(at - base);
    if (at < limit) {
      in.get();
      if (octets[at] == '\r') {
        state = State.CR;
      } else {
        bare("LF", out);
      }
    }
  }

  private void special(byte octet, ByteBuffer out) throws RefusedException {
    switch (state) {
      case LINE_START -> lineStart(octet, out);
      case DOT -> afterDot(octet, out);
      case DOT_CR, CR -> afterCr(octet, out);
      default -> throw new IllegalStateException(state.toString());
    }
  }

  private void lineStart(byte octet, ByteBuffer out) throws RefusedException {
    if (octet == '.' && dots) {
      state = State.DOT;
    } else {
      plain(octet, out);
    }
  }

  /** The dot is not content, whatever follows (RFC 5321 section 4.5.2). */
  private void afterDot(byte octet, ByteBuffer out) throws RefusedException {
    if (octet == '\r') {
      state = State.DOT_CR;
    } else {
      plain(octet, out);
    }
  }

  private void afterCr(byte octet, ByteBuffer out) throws RefusedException {
    if (octet == '\n') {
      if (state == State.DOT_CR) {
        state = State.END;
        return;
      }
      out.put((byte) '\r').put((byte) '\n');
      state = State.LINE_START;
      return;
    }
    state = octet == '\r' ? State.CR : State.TEXT;
    bare("CR", out);
    if (octet != '\r') {
      out.put(octet);
    }
  }

  private void plain(byte octet, ByteBuffer out) throws RefusedException {
    state = octet == '\r' ? State.CR : State.TEXT;
    if (octet == '\n') {
      bare("LF", out);
    } else if (octet != '\r') {
      out.put(octet);
    }
  }

  private void bare(String which, ByteBuffer out) throws RefusedException {
    if (policy == BareLineEnds.REFUSE) {
      throw new RefusedException(
          554, "5.6.0", "the message has a bare " + which + ": end its lines with CRLF");
    }
    out.put((byte) '\r').put((byte) '\n');
  }
}
