package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.store.kit.QueueIndex;
import spooler.store.kit.Shelved;

/**
 * Keeps messages that wait long from holding the log up: when it takes much more than is needed,
 * the messages of its oldest segment move to its end, a little with each group, and then the
 * segment is given free.
 *
 * <p><b>Durability:</b> a message that moves is written again as it is, first in a group; until
 * that group is forced it stands where it was, and afterwards nobody needs the old place. <br>
 * <b>Threads:</b> the one that writes the log. <br>
 * <b>Failure:</b> a segment that cannot be read stays, and a warning names the place. When a group
 * fails, its messages stay where they are till the next checkpoint gives cause to try again.
 */
final class Cleaner implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final int BUFFER = 1 << 16;

  /** Bytes that are written again with one group. */
  private static final int MOST_WRITTEN = 64 << 10;

  /** Bytes that are read for one group. */
  private static final int MOST_READ = 256 << 10;

  private final Disk disk;
  private final SegmentLog log;
  private final QueueIndex<Body> index;
  private @Nullable Pass pass;
  private long unreadable;

  /** One segment being read from its beginning to its end. */
  private record Pass(Segment segment, BufferedInputStream in, RecordReader reader) {}

  Cleaner(Disk disk, SegmentLog log, QueueIndex<Body> index) {
    this.disk = disk;
    this.log = log;
    this.index = index;
  }

  /**
   * Begins with the oldest segment, if that is worth it and nothing is under way.
   *
   * @param tight whether little is worth it
   */
  void begin(boolean tight) {
    if (pass == null) {
      log.sparse(tight).filter(oldest -> oldest.number() != unreadable).ifPresent(this::read);
    }
  }

  private void read(Segment segment) {
    try {
      BufferedInputStream in =
          new BufferedInputStream(disk.read(segment.file(), SegmentHeader.LENGTH), BUFFER);
      RecordReader reader =
          new RecordReader(in, segment.number(), SegmentHeader.LENGTH, segment.end());
      pass = new Pass(segment, in, reader);
      log.cleaning(segment.number());
    } catch (IOException e) {
      giveUp(segment, e.toString());
    }
  }

  /** Whether there is something to do, also when no call waits. */
  boolean isBusy() {
    return pass != null;
  }

  /**
   * Ends what is under way if the messages of a segment have all moved; the next checkpoint gives
   * it free.
   *
   * @return whether they have
   */
  boolean finish() {
    Pass current = pass;
    if (current == null || current.reader().offset() < current.segment().end()) {
      return false;
    }
    stop();
    if (current.segment().live().messages() > 0) {
      giveUp(current.segment(), "not all of its messages were found");
    }
    return true;
  }

  /** Ends what is under way; the messages that have not moved stay where they are. */
  void stop() {
    try {
      close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a segment that was read", e);
    }
  }

  /** What is to be written first in the next group; empty for nothing. */
  Optional<Call> next() {
    return Optional.ofNullable(pass).flatMap(this::tryNext);
  }

  private Optional<Call> tryNext(Pass current) {
    try {
      return next(current);
    } catch (IOException | DamagedException | RuntimeException e) {
      stop();
      giveUp(current.segment(), e.toString());
      return Optional.empty();
    }
  }

  private void giveUp(Segment segment, String why) {
    unreadable = segment.number();
    LOG.log(
        Level.WARNING,
        "cannot read {0} to give it free: {1}; its messages stay in it",
        segment.file(),
        why);
  }

  private Optional<Call> next(Pass current) throws IOException, DamagedException {
    List<Shelved<Body>> messages = new ArrayList<>();
    List<LogRecord> records = new ArrayList<>();
    RecordReader reader = current.reader();
    long last = Math.min(reader.offset() + MOST_READ, current.segment().end());
    long written = 0;
    while (written < MOST_WRITTEN && reader.offset() < last) {
      Optional<Shelved<Body>> needed = needed(current.segment(), reader.peek());
      if (needed.isPresent()) {
        messages.add(needed.get());
        records.add(moved(needed.get(), reader));
        written += needed.get().body().record();
      } else {
        reader.skip();
      }
    }
    return messages.isEmpty()
        ? Optional.empty()
        : Optional.of(new MoveCall(log, index, this, messages, records));
  }

  /** The message, if this record is where it stands. */
  private Optional<Shelved<Body>> needed(Segment segment, RecordReader.Peeked record) {
    return record.type() == LogRecord.DELIVERIES
        ? Optional.empty()
        : index
            .upkeep()
            .shelved(new MessageId(record.message()))
            .filter(message -> message.body().segment() == segment.number());
  }

  private static LogRecord moved(Shelved<Body> message, RecordReader reader)
      throws IOException, DamagedException {
    RecordReader.Read record = Objects.requireNonNull(reader.next());
    return MovedRecord.of(message, inline(record, message.body()));
  }

  private static ByteBuffer inline(RecordReader.Read record, Body body) {
    if (body.ownFile() != 0) {
      return LogRecord.NO_BODY;
    }
    return record
        .payload()
        .slice((int) (body.offset() - record.payloadOffset()), (int) body.length());
  }

  @Override
  public void close() throws IOException {
    Pass ended = pass;
    pass = null;
    if (ended != null) {
      log.cleaning(0);
      ended.in().close();
    }
  }
}
