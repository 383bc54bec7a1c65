package spooler.store.file;

import java.nio.file.Path;

/**
 * One file of the log. What changes is changed by the thread that opens the store, then by the one
 * that writes the log.
 */
final class Segment {
  private static final String SUFFIX = ".segment";

  private final long number;
  private final Path file;
  private long end;
  private Live live = Live.NOTHING;

  /**
   * @param end where its last forced record ends
   */
  Segment(Path folder, long number, long end) {
    this.number = number;
    this.file = file(folder, number);
    this.end = end;
  }

  /** Where a segment is. */
  static Path file(Path folder, long number) {
    return folder.resolve(FileNames.numbered(number, SUFFIX));
  }

  /** The number in a file's name; 0 when it is no segment's. */
  static long numberIn(String name) {
    return name.matches("[0-9]{10,18}\\" + SUFFIX)
        ? Long.parseLong(name.substring(0, name.length() - SUFFIX.length()))
        : 0;
  }

  long number() {
    return number;
  }

  Path file() {
    return file;
  }

  long end() {
    return end;
  }

  /** A place in it. */
  Position position(long offset) {
    return new Position(number, offset);
  }

  void grewTo(long newEnd) {
    end = newEnd;
  }

  /** Whether it has no record at all. */
  boolean isEmpty() {
    return end == SegmentHeader.LENGTH;
  }

  /** A message with this body stands in it. */
  void enter(Body body) {
    live = live.with(body);
  }

  /** That message has left the queue, or stands elsewhere now. */
  void leave(Body body) {
    live = live.without(body);
  }

  /** So much of it is needed. */
  void hold(Live needed) {
    live = needed;
  }

  Live live() {
    return live;
  }
}
