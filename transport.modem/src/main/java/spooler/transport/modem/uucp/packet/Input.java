package spooler.transport.modem.uucp.packet;

import java.util.Arrays;

/** Octets received and not yet understood. One thread. */
final class Input {
  private byte[] buffer = new byte[8192];
  private int start;
  private int end;

  void add(byte[] octets, int offset, int length) {
    if (buffer.length - end < length) {
      byte[] roomier = size() + length > buffer.length ? new byte[2 * (size() + length)] : buffer;
      System.arraycopy(buffer, start, roomier, 0, size());
      end -= start;
      start = 0;
      buffer = roomier;
    }
    System.arraycopy(octets, offset, buffer, end, length);
    end += length;
  }

  int size() {
    return end - start;
  }

  /** The octet so many after the first, 0 to 255. */
  int at(int index) {
    return buffer[start + index] & 0xff;
  }

  byte[] copy(int index, int length) {
    return Arrays.copyOfRange(buffer, start + index, start + index + length);
  }

  void skip(int count) {
    start += count;
  }

  /** Drops all before the next octet of this value, or everything. */
  void skipTo(int value) {
    while (start < end && (buffer[start] & 0xff) != value) {
      start++;
    }
  }
}
