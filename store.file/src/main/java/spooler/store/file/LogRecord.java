package spooler.store.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of the log: 20 bytes of header, then the payload.
 *
 * <pre>
 *  0  4  length of the payload
 *  4  4  CRC32C of the segment's number (8 bytes), this header with 0 here, and the payload
 *  8  1  type
 *  9  1  1 when the next record is part of the same call, 0 when this is its last
 * 10  2  0
 * 12  8  where the group begins that it was written with: all before was forced by then
 * </pre>
 */
final class LogRecord {
  /** Length of the header in bytes. */
  static final int HEADER = 20;

  /** Longest payload: room for a message with the most recipients and the longest addresses. */
  static final int MAX_PAYLOAD = 64 << 20;

  /** A message was accepted. */
  static final byte MESSAGE = 1;

  /** Some recipients of a message changed. */
  static final byte DELIVERIES = 2;

  /** A message stands here from now on, as it is by now. */
  static final byte MOVED = 3;

  static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

  private final byte type;
  private final byte[] head;
  private final ByteBuffer body;

  /**
   * @param head the payload's first part
   * @param body the rest of it; a message's bytes, or nothing; not copied
   * @throws IllegalArgumentException when that is too long
   */
  LogRecord(byte type, byte[] head, ByteBuffer body) {
    if (head.length > MAX_PAYLOAD - body.remaining()) {
      throw new IllegalArgumentException(
          "%d bytes are too many for one record of the log, %d are the most: shorten its texts"
              .formatted((long) head.length + body.remaining(), MAX_PAYLOAD));
    }
    this.type = type;
    this.head = head;
    this.body = body;
  }

  byte[] head() {
    return head;
  }

  ByteBuffer body() {
    return body.duplicate();
  }

  int length() {
    return head.length + body.remaining();
  }

  /** Its header in a segment, written with the group that begins at {@code group}. */
  ByteBuffer header(long segment, boolean more, long group) {
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + HEADER);
    header.putLong(segment);
    header.putInt(length()).putInt(0).put(type).put((byte) (more ? 1 : 0)).putShort((short) 0);
    header.putLong(group);
    CRC32C crc = new CRC32C();
    crc.update(header.array());
    crc.update(head);
    crc.update(body());
    return header.putInt(Long.BYTES + Integer.BYTES, (int) crc.getValue()).position(Long.BYTES);
  }

  /** The checksum of a record whose header has 0 in its place. */
  static int crc(long segment, ByteBuffer header, ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(segment).flip());
    crc.update(header.duplicate());
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }
}
