package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log being written: {@link #begin} a group, {@link #put} its calls, {@link #force} it.
 *
 * <p><b>Durability:</b> a segment is made as {@code NUMBER.new}: header written, file forced,
 * renamed, folder forced; only then is a record written to it. A record counts once the force of
 * its group has returned. Segments in which no message is left are deleted oldest first, or become
 * {@link Spares}, with a force of the folder after each, so that what remains is always an unbroken
 * row. The file of a new segment is a spare one if there is any.
 *
 * <p><b>Failure:</b> after a failed write or force nobody knows what is on the disk. {@link
 * #giveUp} never touches that file again; the next group goes to a new segment, whose header says
 * where the last forced group ended. What stands beyond is not read.
 *
 * <p><b>Threads:</b> the one that opens the store, then the one that writes the log.
 */
final class SegmentLog implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final int BUFFER = 1 << 20;

  private final Disk disk;
  private final Path folder;
  private final long segmentBytes;
  private final NavigableMap<Long, Segment> segments;
  private final LongSupplier idFloor;
  private final Spares spares;
  private final AtomicInteger readers = new AtomicInteger();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private @Nullable DiskFile file;
  private @Nullable RoomAhead room;
  private long flushed;
  private long group;
  private long cleaned;
  private volatile long bytes;

  /**
   * @param segmentBytes a segment of this length or more is followed by a new one
   * @param segments what is there, by number
   * @param idFloor the largest message id handed out so far
   */
  SegmentLog(
      Disk disk,
      Path folder,
      long segmentBytes,
      NavigableMap<Long, Segment> segments,
      LongSupplier idFloor) {
    this.disk = disk;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.segments = segments;
    this.idFloor = idFloor;
    this.spares = new Spares(disk, folder);
  }

  /** Starts a segment of its own for this opening of the store, and tells its number. */
  long start() throws IOException {
    startSegment(segments.isEmpty() ? 1 : segments.lastKey() + 1);
    return last().number();
  }

  private Segment last() {
    return segments.lastEntry().getValue();
  }

  /** How far it is forced. */
  Position position() {
    return new Position(last().number(), last().end());
  }

  /** How many bytes were forced since. */
  long since(Position then) {
    return segments.tailMap(then.segment(), true).values().stream().mapToLong(Segment::end).sum()
        - then.offset();
  }

  /**
   * What its segments take, with the room ahead and the spares, up to the last force; any thread
   * may ask.
   */
  long bytes() {
    return bytes;
  }

  private long ends() {
    return segments.values().stream().mapToLong(Segment::end).sum();
  }

  private void count() {
    bytes = ends() + (room == null ? 0 : room.beyond(last().end())) + spares.bytes();
  }

  /** Its segments as they are now: what is forced of each. */
  List<Segment> forced() {
    return segments.values().stream()
        .map(segment -> new Segment(folder, segment.number(), segment.end()))
        .toList();
  }

  /** What of each segment is needed. */
  SortedMap<Long, Live> live() {
    SortedMap<Long, Live> live = new TreeMap<>();
    segments.values().forEach(segment -> live.put(segment.number(), segment.live()));
    return live;
  }

  /** A message with this body has left the queue, or stands elsewhere now. */
  void leave(Body body) {
    Objects.requireNonNull(segments.get(body.segment())).leave(body);
  }

  /**
   * The oldest segment, when its messages should move to the end: the log takes more than three
   * times what is needed of it, and three segments. Were it twice, and a fifth of all waited long,
   * these would be written again three times as often.
   *
   * @param tight to move them earlier: when it takes a quarter more, and two segments
   */
  Optional<Segment> sparse(boolean tight) {
    return segments.size() > 1 && ends() > enough(tight)
        ? Optional.of(segments.firstEntry().getValue()).filter(o -> o.live().messages() > 0)
        : Optional.empty();
  }

  private long needed() {
    return segments.values().stream().mapToLong(s -> s.live().bytes()).sum();
  }

  private long enough(boolean tight) {
    long needed = needed();
    return tight ? needed + needed / 4 + 2 * segmentBytes : 3 * (needed + segmentBytes);
  }

  /** Whether {@link #trim} would give something free. */
  boolean canTrim() {
    return segments.size() > 1 && segments.firstEntry().getValue().live().messages() == 0;
  }

  /** Begins a group; the segment its records will be in. */
  Segment begin() throws IOException {
    Segment last = last();
    if (file == null && last.isEmpty()) {
      startSegment(last.number()); // no record of it was ever forced: its successor replaces it
    } else if (file == null || last.end() >= segmentBytes) {
      startSegment(last.number() + 1);
    }
    group = last().end();
    return last();
  }

  private void startSegment(long number) throws IOException {
    seal();
    Segment previous = segments.get(number - 1);
    long previousEnd = previous == null ? 0 : previous.end();
    Segment next = new Segment(folder, number, SegmentHeader.LENGTH);
    Path unfinished = folder.resolve(next.file().getFileName() + ".new");
    long length = spares.isEmpty() ? next.end() : spares.take(unfinished);
    DiskFile fresh = length > next.end() ? disk.open(unfinished) : disk.create(unfinished);
    begin(fresh, unfinished, next, new SegmentHeader(number, previousEnd, idFloor.getAsLong()));
    file = fresh;
    segments.put(number, next);
    flushed = next.end();
    room = new RoomAhead(fresh, length, segmentBytes);
    count();
    buffer.clear();
  }

  private void begin(DiskFile fresh, Path unfinished, Segment segment, SegmentHeader header)
      throws IOException {
    try {
      fresh.write(header.encode(), 0);
      fresh.force();
      disk.rename(unfinished, segment.file());
      disk.forceDirectory(folder);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }

  /** Adds one call's records; where in the segment their payloads begin. */
  List<Long> put(List<LogRecord> call) throws IOException {
    List<Long> payloads = new ArrayList<>(call.size());
    for (int i = 0; i < call.size(); i++) {
      LogRecord record = call.get(i);
      boolean more = i < call.size() - 1;
      put(record.header(last().number(), more, group));
      payloads.add(written());
      put(ByteBuffer.wrap(record.head()));
      put(record.body());
    }
    return payloads;
  }

  private long written() {
    return flushed + buffer.position();
  }

  private void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(bytes.remaining(), buffer.remaining());
      buffer.put(bytes.slice(bytes.position(), part));
      bytes.position(bytes.position() + part);
    }
  }

  private void flush() throws IOException {
    if (file == null) {
      throw new IllegalStateException("no group has begun");
    }
    buffer.flip();
    int length = buffer.remaining();
    file.write(buffer, flushed);
    flushed += length;
    buffer.clear();
  }

  /** Writes and forces what was put since {@link #begin}. */
  void force() throws IOException {
    flush();
    if (file != null && room != null) {
      room.fill(group, flushed);
      file.force();
    }
    last().grewTo(flushed);
    count();
  }

  /** Leaves the segment as it is, after a failure; the next group begins a new one. */
  void giveUp() {
    room = null;
    try {
      seal();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "closing after a failure: " + last().file(), e);
    }
  }

  /** Gives segments free that hold no message of the queue, from the oldest on. */
  void trim() {
    try {
      while (canTrim()) {
        Segment oldest = segments.firstEntry().getValue();
        if (spares.isNaming() || isWorthKeeping(oldest)) {
          spares.name(oldest);
        } else {
          disk.delete(oldest.file());
        }
        disk.forceDirectory(folder);
        spares.forced();
        segments.pollFirstEntry();
        count();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot give the oldest segment in {0} free: {1}", folder, e);
    }
    if (!mayHaveSpares()) {
      dropSpares();
    }
  }

  /** One that is shorter has failed, or was left early. */
  private boolean isWorthKeeping(Segment emptied) {
    return emptied.end() >= segmentBytes
        && emptied.number() != cleaned
        && readers.get() == 0
        && spares.haveRoom()
        && mayHaveSpares();
  }

  /**
   * Half a segment more than the log may take before messages move, and a whole one while little is
   * needed: the next ones take it.
   */
  private boolean mayHaveSpares() {
    return bytes <= enough(false) + Math.max(segmentBytes - needed(), segmentBytes / 2);
  }

  /** Gives the room of the spares to others. */
  void dropSpares() {
    spares.drop();
    count();
  }

  /** The cleaner reads this segment from now on; 0 for none. */
  void cleaning(long number) {
    cleaned = number;
  }

  /** Somebody begins to read segments; what they read is not written over. Any thread. */
  void hold() {
    readers.incrementAndGet();
  }

  /** They have ended. Any thread. */
  void letGo() {
    readers.decrementAndGet();
  }

  /** Leaves the last segment without the room behind its end, unless it failed; no spares stay. */
  @Override
  public void close() throws IOException {
    seal();
    spares.drop();
  }

  private void seal() throws IOException {
    DiskFile open = file;
    RoomAhead ahead = room;
    file = null;
    room = null;
    if (open == null) {
      return;
    }
    try (open) {
      if (ahead != null && ahead.beyond(last().end()) > 0) {
        open.truncate(last().end());
      }
    }
  }
}
