package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import spooler.api.store.StoreException;

/**
 * Where the body of a stored message is.
 *
 * @param segment number of the segment with the message's record
 * @param record length of that record, bytes
 * @param ownFile number of the body's own file; 0 when it is in the segment
 * @param file where the bytes are
 * @param offset of the first byte
 * @param length in bytes
 * @param crc CRC32C of the bytes
 */
record Body(long segment, int record, long ownFile, Path file, long offset, long length, int crc) {
  private static final int BUFFER = 8192;

  /** Longest body that is read at once; all that stand in the log are no longer. */
  private static final int SHORT = FileBodyWriter.INLINE;

  /** The same after its message was written again. */
  Body movedTo(Segment home, long payload, LogRecord written) {
    int size = LogRecord.HEADER + written.length();
    return ownFile == 0
        ? new Body(
            home.number(), size, 0, home.file(), payload + written.head().length, length, crc)
        : new Body(home.number(), size, ownFile, file, offset, length, crc);
  }

  /**
   * The bytes from the start. A short body is read and checked against its checksum at once, since
   * its segment may be given free and written over meanwhile; a long one is checked when its last
   * byte is read, and holds its own view of the file, which outlives its deletion.
   */
  InputStream open(Disk disk) {
    try {
      if (length <= SHORT) {
        byte[] bytes = disk.read(file, offset, (int) length);
        new BodyStream(new ByteArrayInputStream(bytes), this)
            .transferTo(OutputStream.nullOutputStream());
        return new ByteArrayInputStream(bytes);
      }
      return new BufferedInputStream(new BodyStream(disk.read(file, offset), this), BUFFER);
    } catch (IOException e) {
      throw unreadable(e.toString(), e);
    }
  }

  StoreException unreadable(String why, Throwable cause) {
    return new StoreException(
        "cannot read %d bytes at %d of %s: %s; check the disk".formatted(length, offset, file, why),
        cause);
  }
}
