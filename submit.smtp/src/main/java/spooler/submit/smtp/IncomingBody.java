package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import spooler.api.BodySource;

/**
 * A message as it goes into the store: a Received field in front, Message-ID and Date behind it
 * where the message has none, and then every octet as it came. The header is read before the store
 * is asked for anything; the rest is streamed, so memory is the same for every length of message.
 *
 * <p><b>Failure:</b> reading ends with {@link RefusedException} where a limit is reached; nothing
 * is kept then. <br>
 * <b>Threads:</b> one.
 */
final class IncomingBody implements BodySource {
  /** The header of most messages, and all of short ones. */
  private static final int BLOCK = 4 * 1024;

  private final Content content;
  private final Limits limits;
  private final HeaderScan scan = new HeaderScan();
  private byte[] head = new byte[BLOCK];
  private int length;
  private byte[] added = {};

  private IncomingBody(Content content, Limits limits) {
    this.content = content;
    this.limits = limits;
  }

  /**
   * Reads the header.
   *
   * @param completed whether a missing Message-ID and Date are added
   */
  static IncomingBody read(Content content, Limits limits, Origin origin, boolean completed)
      throws IOException {
    IncomingBody body = new IncomingBody(content, limits);
    body.readHeader();
    body.added = body.added(origin, completed).getBytes(ISO_8859_1);
    return body;
  }

  private void readHeader() throws IOException {
    boolean whole = false;
    while (!whole) {
      if (length > head.length - LineFilter.MOST_PER_OCTET) {
        head = Arrays.copyOf(head, head.length * 2);
      }
      int n = content.read(head, length, head.length - length);
      length += Math.max(n, 0);
      checkLength(length);
      whole = scan.run(head, length, n < 0);
      if (!whole && length > limits.headerOctets()) {
        throw new RefusedException(
            552, "5.3.4", "the header is longer than %d octets".formatted(limits.headerOctets()));
      }
    }
    if (scan.hops() > limits.hops()) {
      throw new RefusedException(
          554, "5.4.6", "the message runs in circles: it has %d hops".formatted(scan.hops()));
    }
  }

  private String added(Origin origin, boolean completed) {
    ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
    StringBuilder text = new StringBuilder(origin.received(now));
    if (completed && !scan.hasMessageId()) {
      text.append(origin.messageId());
    }
    if (completed && !scan.hasDate()) {
      text.append(Origin.date(now));
    }
    if (!scan.beginsAsHeader(head, length)) {
      text.append("\r\n"); // its first line is body, and must not become a header field
    }
    return text.toString();
  }

  private void checkLength(long octets) throws RefusedException {
    if (octets > limits.messageOctets()) {
      throw Transaction.tooLong(limits);
    }
  }

  /** What is here already: no less, and for a short message not much more. */
  @Override
  public long sizeHint() {
    return (long) added.length + length + LineFilter.MOST_PER_OCTET;
  }

  @Override
  public InputStream open() {
    return new SequenceInputStream(
        new ByteArrayInputStream(added),
        new SequenceInputStream(new ByteArrayInputStream(head, 0, length), new Rest()));
  }

  /** What follows the block in which the header ended. */
  private final class Rest extends InputStream {
    private long octets = length;

    @Override
    public int read() {
      throw new UnsupportedOperationException("the store reads in blocks");
    }

    @Override
    public int read(byte[] block, int offset, int most) throws IOException {
      int n = content.read(block, offset, most);
      octets += Math.max(n, 0);
      checkLength(octets);
      return n;
    }
  }
}
