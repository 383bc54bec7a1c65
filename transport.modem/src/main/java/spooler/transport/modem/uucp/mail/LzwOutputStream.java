package spooler.transport.modem.uucp.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the format of {@code compress} ({@code .Z}) with codes of 9 to 12 bits, as {@code rcsmtp}
 * reads it. One thread; to be closed, which closes the stream below.
 */
final class LzwOutputStream extends OutputStream {
  private static final int FIRST_FREE = 257;
  private static final int NARROWEST = 9;
  private static final int WIDEST = 12;
  private static final int CLEARS = 0x80;

  private final OutputStream out;
  private final Map<Integer, Integer> codes = new HashMap<>();
  private int width = NARROWEST;
  private int free = FIRST_FREE;
  private int prefix = -1;
  private long bits;
  private int bitCount;

  LzwOutputStream(OutputStream out) throws IOException {
    this.out = out;
    out.write(new byte[] {0x1f, (byte) 0x9d, (byte) (CLEARS | WIDEST)});
  }

  @Override
  public void write(int octet) throws IOException {
    int value = octet & 0xff;
    if (prefix < 0) {
      prefix = value;
      return;
    }
    Integer known = codes.get((prefix << 8) | value);
    if (known != null) {
      prefix = known;
      return;
    }
    code(prefix);
    if (free < 1 << WIDEST) {
      codes.put((prefix << 8) | value, free++);
    }
    prefix = value;
  }

  /** Widths change after a multiple of eight codes, so that no group needs filling. */
  private void code(int code) throws IOException {
    bits |= (long) code << bitCount;
    bitCount += width;
    while (bitCount >= 8) {
      out.write((int) bits & 0xff);
      bits >>>= 8;
      bitCount -= 8;
    }
    if (free > (1 << width) - 1 && width < WIDEST) {
      width++;
    }
  }

  @Override
  public void close() throws IOException {
    if (prefix >= 0) {
      code(prefix);
      prefix = -1;
      if (bitCount > 0) {
        out.write((int) bits & 0xff);
      }
    }
    out.close();
  }
}
