package spooler.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Keeps room ahead of the end of a segment: what an emptied segment left, or else zeros. A force
 * that changes neither the length of its file nor where it lies spares the file system a commit of
 * its journal, and takes about two thirds of the time. The zeros go to the disk with the group that
 * finds no room before it, before it is forced; nothing relies on them.
 *
 * <p>Groups so large that the disk's bandwidth counts, not its answer, are left to themselves: they
 * would be written twice.
 *
 * <p><b>Threads:</b> the one that writes the log. <b>Failure:</b> that of the group: where zeros
 * cannot be written, nothing can.
 */
final class RoomAhead {
  private static final int MOST = 1 << 20;
  private static final int LARGE_GROUP = 64 << 10;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(MOST).asReadOnlyBuffer();

  private final DiskFile file;
  private final long limit;
  private final int step;
  private long filled;

  /**
   * @param length of the file by now
   * @param limit the length that it will have
   */
  RoomAhead(DiskFile file, long length, long limit) {
    this.file = file;
    this.filled = length;
    this.limit = limit;
    this.step = (int) Math.min(limit / 16, MOST);
  }

  /** A group was written up to here and will be forced. */
  void fill(long groupStart, long end) throws IOException {
    if (end <= filled) {
      return;
    }
    filled = end;
    long length = Math.min(step, limit - end);
    if (length > 0 && end - groupStart <= LARGE_GROUP) {
      file.write(ZEROS.duplicate().limit((int) length), end);
      filled += length;
    }
  }

  /** How much longer the file is than the segment. */
  long beyond(long end) {
    return Math.max(0, filled - end);
  }
}
