package spooler.submit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The octets of a message as the client meant them: dots undone, line ends judged. A read fails
 * with {@link RefusedException} where the message cannot be taken; what is left of it is then to be
 * drained, so that none of it is ever read as a command. One thread.
 */
abstract class Content extends InputStream {
  private static final int BLOCK = 8192;

  /** Takes everything that belongs to the message off the wire. */
  abstract void drain() throws IOException;

  /**
   * Puts some octets into the block.
   *
   * @return false at the end
   */
  abstract boolean next(ByteBuffer block) throws IOException;

  @Override
  public final int read() throws IOException {
    throw new UnsupportedOperationException("content is read in blocks");
  }

  @Override
  public final int read(byte[] octets, int offset, int length) throws IOException {
    ByteBuffer block = ByteBuffer.wrap(octets, offset, length);
    if (length < LineFilter.MOST_PER_OCTET) {
      throw new IllegalArgumentException("read at least " + LineFilter.MOST_PER_OCTET);
    }
    while (block.position() == offset) {
      if (!next(block)) {
        return block.position() == offset ? -1 : block.position() - offset;
      }
    }
    return block.position() - offset;
  }

  /** A block to throw octets into. */
  static ByteBuffer scratch() {
    return ByteBuffer.allocate(BLOCK);
  }
}
