package spooler.store.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The bytes of one body. The read that reaches the last byte fails when the body is not what was
 * stored, so nobody takes a damaged one for a whole one. Used by one thread.
 */
final class BodyStream extends InputStream {
  private final InputStream in;
  private final Body body;
  private final CRC32C crc = new CRC32C();
  private long remaining;

  /**
   * @param in positioned at the first byte
   */
  BodyStream(InputStream in, Body body) {
    this.in = in;
    this.body = body;
    this.remaining = body.length();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int count = readSome(target, offset, (int) Math.min(length, remaining));
    crc.update(target, offset, count);
    remaining -= count;
    if (remaining == 0 && (int) crc.getValue() != body.crc()) {
      throw damaged("the bytes do not match their checksum");
    }
    return count;
  }

  private int readSome(byte[] target, int offset, int length) {
    try {
      int count = in.read(target, offset, length);
      if (count < 0) {
        throw damaged("%d bytes are missing".formatted(remaining));
      }
      return count;
    } catch (IOException e) {
      throw body.unreadable(e.toString(), e);
    }
  }

  private RuntimeException damaged(String what) {
    return body.unreadable(what, new EOFException(what));
  }

  @Override
  public int available() {
    return (int) Math.min(remaining, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
