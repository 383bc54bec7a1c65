package spooler.transport.modem.uucp.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Reads the format of {@code compress} ({@code .Z}): codes of 9 to 16 bits, lowest bit first, in
 * groups of eight of one width. One thread; at most 400 KiB, whatever is read.
 */
final class LzwInputStream extends InputStream {
  private static final int CLEAR = 256;
  private static final int NARROWEST = 9;
  private static final int WIDEST = 16;

  private final InputStream in;
  private final int maxBits;
  private final boolean clears;
  private final int[] prefix;
  private final byte[] suffix;
  private final byte[] pending;
  private int pendingCount;

  private int width = NARROWEST;
  private int free;
  private int previous = -1;
  private int first;
  private long bits;
  private int bitCount;
  private int usedInGroup;

  LzwInputStream(InputStream in) throws IOException {
    this.in = in;
    if (in.read() != 0x1f || in.read() != 0x9d) {
      throw new ZipException("not in compress format");
    }
    int flags = in.read();
    maxBits = flags & 0x1f;
    clears = (flags & 0x80) != 0;
    if (flags < 0 || maxBits < NARROWEST || maxBits > WIDEST) {
      throw new ZipException("codes of %d bits".formatted(maxBits));
    }
    prefix = new int[1 << maxBits];
    suffix = new byte[1 << maxBits];
    pending = new byte[1 << maxBits];
    free = clears ? CLEAR + 1 : CLEAR;
  }

  @Override
  public int read() throws IOException {
    while (pendingCount == 0) {
      if (!expand()) {
        return -1;
      }
    }
    return pending[--pendingCount] & 0xff;
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

  /** Makes octets of the next code; false at the end. */
  private boolean expand() throws IOException {
    if (free > (1 << width) - 1 && width < maxBits) {
      nextGroup();
      width++;
    }
    int code = code();
    if (code < 0) {
      return false;
    }
    if (clears && code == CLEAR) {
      nextGroup();
      width = NARROWEST;
      free = CLEAR + 1;
      previous = -1;
      return true;
    }
    if (code > free || (previous < 0 && code > 255)) {
      throw new ZipException("code %d, of %d known".formatted(code, free));
    }
    int at = code;
    if (code == free) {
      pending[pendingCount++] = (byte) first;
      at = previous;
    }
    while (at > 255) {
      pending[pendingCount++] = suffix[at];
      at = prefix[at];
    }
    first = at;
    pending[pendingCount++] = (byte) at;
    if (previous >= 0 && free < 1 << maxBits) {
      prefix[free] = previous;
      suffix[free++] = (byte) first;
    }
    previous = code;
    return true;
  }

  private int code() throws IOException {
    while (bitCount < width) {
      int octet = in.read();
      if (octet < 0) {
        return -1;
      }
      bits |= (long) octet << bitCount;
      bitCount += 8;
    }
    int code = (int) (bits & ((1 << width) - 1));
    drop(width);
    usedInGroup = (usedInGroup + 1) % 8;
    return code;
  }

  private void drop(int count) {
    bits >>>= count;
    bitCount -= count;
  }

  /** Leaves out what fills up a group of eight codes. */
  private void nextGroup() throws IOException {
    while (usedInGroup != 0 && code() >= 0) {
      // filling
    }
    usedInGroup = 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
