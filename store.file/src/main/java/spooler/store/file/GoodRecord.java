package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the next good record behind bad bytes, by its checksum. */
final class GoodRecord {
  private static final int CHUNK = 1 << 20;

  private GoodRecord() {}

  /**
   * Where the next one begins, or {@code end} when there is none.
   *
   * @param number of the segment
   * @param from where to begin to look
   * @param end of the file
   * @param later only one of a group that begins behind this place
   */
  static long find(Disk disk, Path file, long number, long from, long end, long later)
      throws IOException {
    try (InputStream in = disk.read(file, from)) {
      byte[] window = in.readNBytes(CHUNK);
      for (long start = from; window.length >= LogRecord.HEADER; ) {
        for (int i = 0; i <= window.length - LogRecord.HEADER; i++) {
          if (mayBegin(ByteBuffer.wrap(window, i, LogRecord.HEADER).slice(), start + i, later, end)
              && isRecord(disk, file, number, start + i, end)) {
            return start + i;
          }
        }
        int tail = LogRecord.HEADER - 1;
        start += window.length - tail;
        window = joined(Arrays.copyOfRange(window, window.length - tail, window.length), in);
      }
      return end;
    }
  }

  private static byte[] joined(byte[] tail, InputStream in) throws IOException {
    byte[] more = in.readNBytes(CHUNK);
    byte[] window = Arrays.copyOf(tail, tail.length + more.length);
    System.arraycopy(more, 0, window, tail.length, more.length);
    return window;
  }

  private static boolean mayBegin(ByteBuffer header, long offset, long later, long end) {
    int length = header.getInt(0);
    int type = header.get(8);
    long group = header.getLong(12);
    return (type >= LogRecord.MESSAGE && type <= LogRecord.MOVED)
        && (header.get(9) & ~1) == 0
        && header.getShort(10) == 0
        && group > later
        && group <= offset
        && length >= 0
        && length <= end - offset - LogRecord.HEADER;
  }

  /** Whether a good record stands here. */
  static boolean isRecord(Disk disk, Path file, long number, long offset, long end)
      throws IOException {
    try (InputStream in = disk.read(file, offset)) {
      return new RecordReader(in, number, offset, end).next() != null;
    } catch (DamagedException e) {
      return false; // it only looked like one
    }
  }
}
