package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import spooler.api.MessageId;
import spooler.api.store.StoreException;

/**
 * Reads the log from its first record to its last, when the store is opened.
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
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final SortedMap<MessageId, Survivor> survivors = new TreeMap<>();
  private long idFloor;

  Replay(Disk disk, Path folder, BodyFolder bodies) {
    this.disk = disk;
    this.folder = folder;
    this.bodies = bodies;
  }

  /** The segments, oldest first. */
  Deque<Segment> segments() {
    return segments;
  }

  /** The messages that are in the queue, in ascending order. */
  Collection<Survivor> survivors() {
    return survivors.values();
  }

  /** Every id there ever was is at most this. */
  long idFloor() {
    return idFloor;
  }

  void run() throws IOException {
    List<Long> numbers =
        disk.list(folder).stream().map(Segment::numberIn).filter(n -> n > 0).sorted().toList();
    List<SegmentHeader> headers = new ArrayList<>();
    for (long number : numbers) {
      headers.add(header(number));
    }
    for (int i = 0; i < headers.size() - 1; i++) {
      expectNext(headers.get(i).number(), headers.get(i + 1).number());
      segments.add(whole(headers.get(i).number(), headers.get(i + 1).previousEnd()));
    }
    if (!headers.isEmpty()) {
      segments.add(last(headers.get(headers.size() - 1).number()));
    }
  }

  private SegmentHeader header(long number) throws IOException {
    Path file = new Segment(folder, number, 0).file();
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
          "segment %d is missing in %s: bring it back from a backup, or move those before it away"
                  .formatted(number + 1, folder)
              + " to go on without them");
    }
  }

  private Segment whole(long number, long end) throws IOException {
    Segment segment = new Segment(folder, number, end);
    try {
      read(segment, end);
      return segment;
    } catch (DamagedException e) {
      throw damaged(segment.file(), e);
    }
  }

  private Segment last(long number) throws IOException {
    Segment segment = new Segment(folder, number, SegmentHeader.LENGTH);
    long size = disk.size(segment.file());
    try {
      read(segment, size);
    } catch (DamagedException e) {
      if (LaterGroup.follows(disk, segment, e.offset(), size)) {
        throw damaged(segment.file(), e);
      }
      cut(segment, size);
    }
    return segment;
  }

  /** Applies each call that is complete, and lets the segment grow to its end. */
  private void read(Segment segment, long end) throws IOException, DamagedException {
    try (InputStream in =
        new BufferedInputStream(disk.read(segment.file(), SegmentHeader.LENGTH), BUFFER)) {
      segment.grewTo(SegmentHeader.LENGTH);
      RecordReader reader = new RecordReader(in, segment.number(), SegmentHeader.LENGTH, end);
      List<RecordReader.Read> call = new ArrayList<>();
      for (RecordReader.Read record = reader.next(); record != null; record = reader.next()) {
        call.add(record);
        if (!record.more()) {
          call.forEach(complete -> apply(segment, complete));
          call.clear();
          segment.grewTo(reader.offset());
        }
      }
      if (!call.isEmpty()) {
        throw new DamagedException(reader.offset(), "the rest of a call is missing");
      }
    }
  }

  private void apply(Segment segment, RecordReader.Read record) {
    try {
      switch (record.type()) {
        case LogRecord.MESSAGE -> message(segment, record);
        case LogRecord.DELIVERIES -> deliveries(DeliveriesRecord.read(record.payload()));
        default -> throw new IllegalArgumentException("a record of type " + record.type());
      }
    } catch (RuntimeException e) {
      throw new StoreException(
          "cannot understand the record at %d of %s: %s; open it with the version that wrote it"
              .formatted(record.payloadOffset() - LogRecord.HEADER, segment.file(), e),
          e);
    }
  }

  private void message(Segment segment, RecordReader.Read record) {
    MessageRecord message = MessageRecord.read(record.payload());
    Body body = message.body(segment, record.payloadOffset(), bodies);
    survivors.put(message.id(), new Survivor(message.stored(), body));
    segment.enter();
    idFloor = Math.max(idFloor, message.id().value());
  }

  /** What is said of a message whose segment is gone already is of no interest any more. */
  private void deliveries(DeliveriesRecord record) {
    Survivor survivor = survivors.get(record.id());
    if (survivor != null && !survivor.becomes(record)) {
      survivors.remove(record.id());
      survivor.body().home().leave();
    }
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
      file.force();
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
