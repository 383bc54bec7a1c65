package spooler.store.file;

import java.io.IOException;

/**
 * Tells damage from a torn tail: looks behind a bad record for a good one of a later group. A group
 * is written only when all before it has been forced.
 */
final class LaterGroup {
  private LaterGroup() {}

  /**
   * Whether a record of a later group follows.
   *
   * @param bad where the bad record begins
   * @param end of the file
   */
  static boolean follows(Disk disk, Segment segment, long bad, long end) throws IOException {
    return GoodRecord.find(disk, segment.file(), segment.number(), bad, end, bad) < end;
  }
}
