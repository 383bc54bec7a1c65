package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.kit.QueueIndex;
import spooler.store.kit.Shelved;

/**
 * Reads the log into the index when the store is opened: all of it, or what a catalog does not
 * tell.
 *
 * <p>Every segment but the last must be whole up to where the next one says it ends. The last one
 * may end in what a crash left of a group that was being written: it is cut off at the end of its
 * last complete call, and nobody was promised anything of what goes. Where records of a later group
 * follow, the bytes before them had been forced, so it is no torn tail but damage.
 *
 * <p><b>Threads:</b> the one that opens the store. <b>Failure:</b> damage is a {@link
 * StoreException} that names file and offset; nothing was changed then.
 */
final class Replay {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final int BUFFER = 1 << 18;

  private final Disk disk;
  private final Path folder;
  private final BodyFolder bodies;
  private final Endings endings;
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();
  private long idFloor;

  /** Is told of each message that ends. */
  @FunctionalInterface
  interface Endings {
    /** For nobody. */
    Endings IGNORED = (where, when, message) -> {};

    /**
     * Here one does.
     *
     * @param when null when the log does not tell
     */
    void ended(Position where, @Nullable Instant when, StoredMessage message);
  }

  Replay(Disk disk, Path folder, BodyFolder bodies, Endings endings) {
    this.disk = disk;
    this.folder = folder;
    this.bodies = bodies;
    this.endings = endings;
  }

  /** The segments, by number. */
  NavigableMap<Long, Segment> segments() {
    return segments;
  }

  /** Every id there ever was is at most this. */
  long idFloor() {
    return idFloor;
  }

  /** Reads all headers. */
  void survey() throws IOException {
    List<Long> numbers =
        disk.list(folder).stream().map(Segment::numberIn).filter(n -> n > 0).sorted().toList();
    for (long number : numbers) {
      SegmentHeader header = header(number);
      Segment previous = segments.isEmpty() ? null : segments.lastEntry().getValue();
      if (previous != null) {
        expectNext(previous.number(), number);
        previous.grewTo(header.previousEnd());
      }
      segments.put(number, new Segment(folder, number, SegmentHeader.LENGTH));
    }
  }

  /**
   * Expects the segments that a catalog knows: one is given free only when no catalog on the disk
   * needs it, so what is missing was lost.
   *
   * @throws StoreException when a segment with messages of the queue, or the end of the log, is not
   *     there
   */
  void expect(Catalog catalog) throws IOException {
    for (Map.Entry<Long, Live> segment : catalog.segments().entrySet()) {
      int messages = segment.getValue().messages();
      if (messages > 0 && !segments.containsKey(segment.getKey())) {
        throw lost(segment.getKey(), "is missing, and %d messages wait in it".formatted(messages));
      }
    }
    Segment at = segments.get(catalog.position().segment());
    long size = at == null ? 0 : disk.size(at.file());
    if (size < catalog.position().offset()) {
      String ended = "ends at %d, and ended at %d".formatted(size, catalog.position().offset());
      throw lost(catalog.position().segment(), at == null ? "is missing, the last one" : ended);
    }
  }

  private StoreException lost(long number, String how) {
    return new StoreException(
        "%s %s: bring it back from a backup, or delete the folder %s to go on without what is lost"
            .formatted(Segment.file(folder, number), how, folder.resolve("index")));
  }

  /** Knows what a catalog tells; reading goes on behind it. */
  void start(Catalog catalog) {
    idFloor = Math.max(idFloor, catalog.idFloor());
    segments
        .values()
        .forEach(
            segment ->
                segment.hold(catalog.segments().getOrDefault(segment.number(), Live.NOTHING)));
  }

  private SegmentHeader header(long number) throws IOException {
    Path file = Segment.file(folder, number);
    try (InputStream in = disk.read(file, 0)) {
      SegmentHeader header = SegmentHeader.read(in);
      if (header.number() != number) {
        throw new DamagedException(16, "it is segment %d by its header".formatted(header.number()));
      }
      idFloor = Math.max(idFloor, header.idFloor());
      return header;
    } catch (DamagedException e) {
      throw damaged(file, e);
    }
  }

  private void expectNext(long number, long next) {
    if (next != number + 1) {
      throw new StoreException(
          "%s is missing: bring it back from a backup, or move those before it away"
                  .formatted(Segment.file(folder, number + 1))
              + " to go on without them");
    }
  }

  /** Reads what is behind a position into the index. */
  void run(Position from, QueueIndex<Body> index) throws IOException {
    for (Segment segment : segments.tailMap(from.segment(), true).values()) {
      long start = segment.number() == from.segment() ? from.offset() : SegmentHeader.LENGTH;
      if (segment.number() == segments.lastKey()) {
        last(segment, start, index);
      } else {
        whole(segment, start, index);
      }
    }
    for (Segment segment : segments.headMap(from.segment(), false).values()) {
      if (disk.size(segment.file()) < segment.end()) {
        throw damaged(segment.file(), new DamagedException(segment.end(), "its end is missing"));
      }
    }
  }

  private void whole(Segment segment, long start, QueueIndex<Body> index) throws IOException {
    try {
      read(segment, start, segment.end(), index);
    } catch (DamagedException e) {
      throw damaged(segment.file(), e);
    }
  }

  private void last(Segment segment, long start, QueueIndex<Body> index) throws IOException {
    long size = disk.size(segment.file());
    try {
      read(segment, start, size, index);
    } catch (DamagedException e) {
      if (LaterGroup.follows(disk, segment, e.offset(), size)) {
        throw damaged(segment.file(), e);
      }
      cut(segment, size);
    }
    force(segment);
  }

  /** What a killed process wrote may be in memory only, and counts from now on. */
  private void force(Segment segment) throws IOException {
    try (DiskFile file = disk.open(segment.file())) {
      file.force();
    }
  }

  /** Applies each call that is complete, and lets the segment grow to its end. */
  private void read(Segment segment, long start, long end, QueueIndex<Body> index)
      throws IOException, DamagedException {
    try (InputStream in = new BufferedInputStream(disk.read(segment.file(), start), BUFFER)) {
      segment.grewTo(start);
      RecordReader reader = new RecordReader(in, segment.number(), start, end);
      List<RecordReader.Read> call = new ArrayList<>();
      for (RecordReader.Read record = reader.next(); record != null; record = reader.next()) {
        call.add(record);
        if (!record.more()) {
          call.forEach(complete -> apply(segment, complete, index));
          call.clear();
          segment.grewTo(reader.offset());
        }
      }
      if (!call.isEmpty()) {
        throw new DamagedException(reader.offset(), "the rest of a call is missing");
      }
    }
  }

  /** Makes what a record says; one that cannot be understood is a {@link StoreException}. */
  void apply(Segment segment, RecordReader.Read record, QueueIndex<Body> index) {
    try {
      switch (record.type()) {
        case LogRecord.MESSAGE -> message(segment, record, index);
        case LogRecord.MOVED -> moved(segment, record, index);
        case LogRecord.DELIVERIES -> deliveries(segment, record, index);
        default -> throw new IllegalArgumentException("a record of type " + record.type());
      }
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException(
          "cannot understand the record at %d of %s: %s; open it with the version that wrote it"
              .formatted(record.payloadOffset() - LogRecord.HEADER, segment.file(), e),
          e);
    }
  }

  private void message(Segment segment, RecordReader.Read record, QueueIndex<Body> index) {
    MessageRecord message = MessageRecord.read(record.payload());
    Body body = message.body(segment, record.payloadOffset(), record.payload().limit(), bodies);
    index.add(List.of(message.stored()), List.of(body));
    index.announce();
    segment.enter(body);
    bodies.enter(body);
    idFloor = Math.max(idFloor, message.id().value());
  }

  /** What is said of a message whose segment is gone already is of no interest any more. */
  private void deliveries(Segment segment, RecordReader.Read record, QueueIndex<Body> index) {
    DeliveriesRecord change = DeliveriesRecord.read(record.payload());
    Optional<Shelved<Body>> before = index.upkeep().shelved(change.id());
    Settlement settlement =
        index.upkeep().replay(change.id(), change.recipients(), change.deliveries());
    if (!settlement.finished().isEmpty()) {
      Body body = before.orElseThrow().body();
      leave(body);
      bodies.forget(body);
      Position where = segment.position(record.payloadOffset());
      endings.ended(where, change.when(), change.madeTo(before.orElseThrow().message()));
    }
  }

  private void leave(Body body) {
    Objects.requireNonNull(segments.get(body.segment())).leave(body);
  }

  /** The record that was here before may be gone with its segment, or was read just now. */
  private void moved(Segment segment, RecordReader.Read record, QueueIndex<Body> index) {
    MovedRecord moved = MovedRecord.read(record.payload());
    MessageId id = moved.message().id();
    Body body = moved.body(segment, record.payloadOffset(), record.payload().limit(), bodies);
    Optional<Body> before = index.upkeep().shelved(id).map(Shelved::body);
    if (before.isPresent()) {
      leave(before.get());
      index.upkeep().moved(id, body);
    } else {
      index.add(List.of(moved.message()), List.of(body));
      index.announce();
    }
    segment.enter(body);
    bodies.enter(body);
    idFloor = Math.max(idFloor, id.value());
  }

  private void cut(Segment segment, long size) throws IOException {
    LOG.log(
        Level.INFO,
        "cut {0} bytes that a crash left unfinished off {1} at {2}",
        size - segment.end(),
        segment.file(),
        segment.end());
    try (DiskFile file = disk.open(segment.file())) {
      file.truncate(segment.end());
    }
  }

  private static StoreException damaged(Path file, DamagedException e) {
    return new StoreException(
        "%s is damaged at %d: %s; nothing was changed. Bring the file back from a backup, or move"
                .formatted(file, e.offset(), e.getMessage())
            + " it and all older segments away to go on without their messages",
        e);
  }
}
