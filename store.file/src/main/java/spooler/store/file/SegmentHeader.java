package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first 48 bytes of a segment.
 *
 * <pre>
 *  0  8  "SPOOLSEG"
 *  8  4  version of the format, 1
 * 12  4  0
 * 16  8  number of the segment
 * 24  8  where the segment before it ends: what stands there beyond was never accepted
 * 32  8  every message id in the segments before it is at most this
 * 40  4  0
 * 44  4  CRC32C of bytes 0 to 43
 * </pre>
 */
record SegmentHeader(long number, long previousEnd, long idFloor) {
  /** Its length in bytes. */
  static final int LENGTH = 48;

  private static final long MAGIC = 0x53504F4F4C534547L; // "SPOOLSEG"
  private static final int VERSION = 1;

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(0);
    bytes.putLong(number).putLong(previousEnd).putLong(idFloor).putInt(0);
    return bytes.putInt(crc(bytes)).flip();
  }

  /**
   * Reads a header.
   *
   * @throws DamagedException when it is none, or of another version
   */
  static SegmentHeader read(InputStream in) throws IOException, DamagedException {
    ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(LENGTH));
    if (bytes.limit() < LENGTH || bytes.getLong(0) != MAGIC) {
      throw new DamagedException(0, "it does not begin as a segment does");
    }
    if (bytes.getInt(44) != crc(bytes)) {
      throw new DamagedException(0, "its header does not match its checksum");
    }
    if (bytes.getInt(8) != VERSION) {
      throw new DamagedException(
          8, "it has format version %d, this store knows %d".formatted(bytes.getInt(8), VERSION));
    }
    return new SegmentHeader(bytes.getLong(16), bytes.getLong(24), bytes.getLong(32));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, 44));
    return (int) crc.getValue();
  }
}
