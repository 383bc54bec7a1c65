package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Tells damage from a torn tail: looks behind a bad record for a good one of a later group. A group
 * is written only when all before it has been forced.
 */
final class LaterGroup {
  private static final int CHUNK = 1 << 20;

  private LaterGroup() {}

  /**
   * Whether a record of a later group follows.
   *
   * @param bad where the bad record begins
   * @param end of the file
   */
  static boolean follows(Disk disk, Segment segment, long bad, long end) throws IOException {
    try (InputStream in = disk.read(segment.file(), bad)) {
      byte[] window = in.readNBytes(CHUNK);
      for (long start = bad; window.length >= LogRecord.HEADER; ) {
        for (int i = 0; i <= window.length - LogRecord.HEADER; i++) {
          if (mayBegin(ByteBuffer.wrap(window, i, LogRecord.HEADER).slice(), start + i, bad, end)
              && isRecord(disk, segment, start + i, end)) {
            return true;
          }
        }
        int tail = LogRecord.HEADER - 1;
        start += window.length - tail;
        window = joined(Arrays.copyOfRange(window, window.length - tail, window.length), in);
      }
      return false;
    }
  }

  private static byte[] joined(byte[] tail, InputStream in) throws IOException {
    byte[] more = in.readNBytes(CHUNK);
    byte[] window = Arrays.copyOf(tail, tail.length + more.length);
    System.arraycopy(more, 0, window, tail.length, more.length);
    return window;
  }

  private static boolean mayBegin(ByteBuffer header, long offset, long bad, long end) {
    int length = header.getInt(0);
    int type = header.get(8);
    long group = header.getLong(12);
    return (type >= LogRecord.MESSAGE && type <= LogRecord.MOVED)
        && (header.get(9) & ~1) == 0
        && header.getShort(10) == 0
        && group > bad
        && group <= offset
        && length >= 0
        && length <= end - offset - LogRecord.HEADER;
  }

  private static boolean isRecord(Disk disk, Segment segment, long offset, long end)
      throws IOException {
    try (InputStream in = disk.read(segment.file(), offset)) {
      return new RecordReader(in, segment.number(), offset, end).next() != null;
    } catch (DamagedException e) {
      return false; // it only looked like one
    }
  }
}
