package spooler.store.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the next good record behind bad bytes, by its checksum. */
final class GoodRecord {
  private static final int HEADER = LogRecord.HEADER;
  private static final int CHUNK = 1 << 20;

  /** Of longer ones, what looks like one has to name a group that begins as one does. */
  private static final int LONG = 16 << 10;

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
      for (long start = from; window.length >= HEADER; ) {
        for (int i = 0; i <= window.length - HEADER; i++) {
          if (looksLikeOne(window, i)
              && mayBegin(ByteBuffer.wrap(window, i, HEADER).slice(), start + i, later, end)
              && isWorthReading(disk, file, ByteBuffer.wrap(window, i, HEADER).slice(), later)
              && isRecord(window, i, disk, file, number, start + i, end)) {
            return start + i;
          }
        }
        int tail = HEADER - 1;
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

  /** By the four bytes that say the same in all: quick, since it is asked of every place. */
  private static boolean looksLikeOne(byte[] window, int at) {
    int type = window[at + 8];
    return type >= LogRecord.MESSAGE
        && type <= LogRecord.MOVED
        && (window[at + 9] & ~1) == 0
        && window[at + 10] == 0
        && window[at + 11] == 0;
  }

  private static boolean mayBegin(ByteBuffer header, long offset, long later, long end) {
    int length = header.getInt(0);
    long group = header.getLong(12);
    return group > later && group <= offset && length >= 0 && length <= end - offset - HEADER;
  }

  /**
   * A body may hold thousands of what looks like long records, one in the other, and to try each
   * would take hours; where in a segment it stands nobody outside knows.
   */
  private static boolean isWorthReading(Disk disk, Path file, ByteBuffer header, long later)
      throws IOException {
    if (header.getInt(0) <= LONG || later < 0) {
      return true;
    }
    long group = header.getLong(12);
    byte[] first = disk.read(file, group, HEADER);
    return first.length == HEADER
        && looksLikeOne(first, 0)
        && ByteBuffer.wrap(first).getLong(12) == group;
  }

  /** Whether a good record stands here; looks where it has been read already, if all of it has. */
  private static boolean isRecord(
      byte[] window, int at, Disk disk, Path file, long number, long offset, long end)
      throws IOException {
    int length = ByteBuffer.wrap(window).getInt(at);
    if (length > window.length - at - HEADER) {
      return isRecord(disk, file, number, offset, end);
    }
    return isRecord(new ByteArrayInputStream(window, at, HEADER + length), number, offset, end);
  }

  /** Whether a good record stands here. */
  static boolean isRecord(Disk disk, Path file, long number, long offset, long end)
      throws IOException {
    try (InputStream in = disk.read(file, offset)) {
      return isRecord(in, number, offset, end);
    }
  }

  private static boolean isRecord(InputStream in, long number, long offset, long end)
      throws IOException {
    try {
      return new RecordReader(in, number, offset, end).next() != null;
    } catch (DamagedException e) {
      return false; // it only looked like one
    }
  }
}
