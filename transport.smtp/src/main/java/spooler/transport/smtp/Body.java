package spooler.transport.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import spooler.api.store.StoreException;
import spooler.api.transport.OutboundMessage;

/**
 * A message's body as it is read, a block at a time; its header may be looked at before.
 *
 * <p><b>Threads:</b> one. <br>
 * <b>Failure:</b> a body that cannot be read is no fault of the line, so it is a {@link
 * StoreException} here; an {@link InterruptedIOException} means that the message is to be stopped.
 */
final class Body extends InputStream {
  private static final int BLOCK = 16 * 1024;
  private static final int LEAST_BLOCK = 1024;
  private static final int LONGEST_HEADER = 64 * 1024;

  private final InputStream stream;
  private byte[] ahead; // read before it was asked for
  private int next;
  private int end;
  private boolean ended;

  /** Opens it. */
  Body(OutboundMessage message) {
    this.stream = message.openBody();
    this.ahead = new byte[(int) Math.max(LEAST_BLOCK, Math.min(message.size() + 1, BLOCK))];
  }

  /**
   * Whether it says that some part of it is binary: then its outermost header says so (RFC 2045,
   * 6.4). Nothing is used up.
   */
  boolean declaresBinary() throws InterruptedIOException {
    boolean whole = false;
    while (!whole && end < LONGEST_HEADER && !ended) {
      readAhead();
      whole = TransferEncoding.endOfHeader(ahead, end) >= 0;
    }
    return TransferEncoding.isBinary(ahead, end);
  }

  private void readAhead() throws InterruptedIOException {
    if (end == ahead.length) {
      ahead = Arrays.copyOf(ahead, 2 * ahead.length);
    }
    int count = fromStream(ahead, end, ahead.length - end);
    ended = count < 0;
    end += Math.max(count, 0);
  }

  /**
   * Writes the next block of it, if there is any more.
   *
   * @return whether there was
   */
  boolean passOn(OutputStream to) throws IOException {
    if (next == end && !ended) {
      next = 0;
      end = 0;
      readAhead();
    }
    if (next == end) {
      return false;
    }
    int from = next;
    next = end;
    to.write(ahead, from, end - from);
    return true;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws InterruptedIOException {
    if (next == end) {
      return ended ? -1 : fromStream(into, offset, length);
    }
    int count = Math.min(length, end - next);
    System.arraycopy(ahead, next, into, offset, count);
    next += count;
    return count;
  }

  @Override
  public int read() throws InterruptedIOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
  }

  /** Whether any octet of the rest has its eighth bit set. Reads up to the first that has. */
  boolean hasEightBit() throws InterruptedIOException {
    byte[] block = new byte[BLOCK];
    for (int count = read(block, 0, BLOCK); count >= 0; count = read(block, 0, BLOCK)) {
      for (int i = 0; i < count; i++) {
        if (block[i] < 0) {
          return true;
        }
      }
    }
    return false;
  }

  private int fromStream(byte[] into, int offset, int length) throws InterruptedIOException {
    try {
      return stream.read(into, offset, length);
    } catch (InterruptedIOException cancelled) {
      throw cancelled;
    } catch (IOException unreadable) {
      throw new StoreException("the body cannot be read: " + unreadable, unreadable);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException unclosed) {
      throw new StoreException("the body cannot be closed: " + unclosed, unclosed);
    }
  }
}
