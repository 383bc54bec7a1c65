package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import spooler.api.store.StoreException;

/**
 * Where the body of a stored message is.
 *
 * @param home the segment with the message's record
 * @param file where the bytes are: the home's file, or one of the body's own
 * @param offset of the first byte
 * @param length in bytes
 * @param crc CRC32C of the bytes
 */
record Body(Segment home, Path file, long offset, long length, int crc) {
  private static final int BUFFER = 8192;

  /** Whether the file goes when the message goes. */
  boolean hasOwnFile() {
    return !file.equals(home.file());
  }

  /**
   * The bytes from the start, checked against the checksum when the last one is read. Holds its own
   * view of the file, which outlives its deletion.
   */
  InputStream open(Disk disk) {
    try {
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
