package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.kit.QueueIndex;

/**
 * What can be read of a spool folder, damaged or not. Nothing in the folder is changed; what there
 * is no room for in memory is on pages in a folder of scratch. The caller has the lock.
 *
 * <p><b>Threads:</b> one. <b>Failure:</b> damage is a finding, not an exception.
 */
final class Salvage implements Closeable {
  private static final int ROOM = 16_384;

  private final Disk disk;
  private final Path folder;
  private final Findings findings;
  private final BodyFolder bodies;
  private final PageFolder pages;
  private final QueueIndex<Body> index;
  private final Replay replay;
  private final Map<Long, Path> files = new TreeMap<>();
  private long idFloor;

  private Salvage(Disk disk, Path folder, Path scratch, Findings findings, Replay.Endings endings)
      throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.findings = findings;
    this.bodies = new BodyFolder(disk, folder.resolve("bodies"));
    this.pages = new PageFolder(disk, scratch, new PageCodec(folder, bodies));
    this.index = new QueueIndex<>(Clock.systemUTC(), 1, pages, ROOM);
    this.replay = new Replay(disk, folder, bodies, endings);
  }

  /**
   * Reads all segments.
   *
   * @param scratch an empty folder
   * @param endings is told of each message that ended in them
   */
  static Salvage read(
      Disk disk,
      Path folder,
      Path scratch,
      Findings findings,
      Replay.Endings endings,
      Progress progress)
      throws IOException {
    Salvage salvage = new Salvage(disk, folder, scratch, findings, endings);
    salvage.pages.begin(Map.of());
    salvage.survey();
    salvage.readAll(progress);
    return salvage;
  }

  private void survey() throws IOException {
    disk.list(folder).stream()
        .filter(name -> Segment.numberIn(name) > 0)
        .sorted(Comparator.comparing(Segment::numberIn))
        .forEach(name -> files.put(Segment.numberIn(name), folder.resolve(name)));
    long expected = files.keySet().iterator().next();
    for (Map.Entry<Long, Path> file : files.entrySet()) {
      for (; expected < file.getKey(); expected++) {
        findings.problem(
            "%s is missing: its messages are lost".formatted(Segment.file(folder, expected)));
      }
      expected = file.getKey() + 1;
      replay.segments().put(file.getKey(), surveyed(file.getKey(), file.getValue()));
    }
  }

  /** A segment that ends with its file, till the header of the next one says otherwise. */
  private Segment surveyed(long number, Path file) throws IOException {
    try (InputStream in = disk.read(file, 0)) {
      SegmentHeader header = SegmentHeader.read(in);
      idFloor = Math.max(idFloor, header.idFloor());
      if (header.number() != number) {
        findings.problem(file, 16, "it is segment %d by its header".formatted(header.number()));
      } else {
        endOf(replay.segments().get(number - 1), header.previousEnd());
      }
    } catch (DamagedException e) {
      findings.problem(file, e.offset(), String.valueOf(e.getMessage()));
    }
    return new Segment(folder, number, disk.size(file));
  }

  private void endOf(@Nullable Segment previous, long end) {
    if (previous == null) {
      return;
    }
    if (previous.end() < end) {
      findings.problem(
          previous.file(),
          previous.end(),
          "its end is missing, %d bytes".formatted(end - previous.end()));
    } else {
      previous.grewTo(end);
    }
  }

  private void readAll(Progress progress) throws IOException {
    long done = 0;
    for (Segment segment : List.copyOf(replay.segments().values())) {
      boolean last = segment.number() == replay.segments().lastKey();
      Consumer<RecordReader.Read> take = record -> apply(segment, record);
      new SegmentSalvage(disk, segment.file(), segment.number(), last, findings, take)
          .read(segment.end());
      progress.at("segments", ++done, files.size());
    }
    idFloor = Math.max(idFloor, replay.idFloor());
  }

  private void apply(Segment segment, RecordReader.Read record) {
    try {
      replay.apply(segment, record, index);
    } catch (StoreException e) {
      findings.problem(String.valueOf(e.getMessage()));
    }
  }

  /** Looks for segments that only the index knows of, older or newer than all there are. */
  void missing(Catalog catalog) {
    long oldest = replay.segments().firstKey();
    catalog
        .segments()
        .forEach(
            (number, live) -> {
              if (live.messages() > 0 && (number < oldest || number > lastSegment())) {
                findings.problem(
                    "%s is missing: %d messages waited in it"
                        .formatted(Segment.file(folder, number), live.messages()));
              }
            });
  }

  /** Does something with every message that waits, in ascending order. */
  void forEach(Progress progress, MessageWork work) throws IOException {
    work.onEach(index, progress);
  }

  /** The bytes of a body; reading a damaged one ends in a {@link StoreException}. */
  InputStream open(MessageId id) {
    return index.upkeep().shelved(id).orElseThrow().body().open(disk);
  }

  /** Whether the body is there as it was stored; a finding when not. */
  boolean isWhole(StoredMessage message) throws IOException {
    try (InputStream in = open(message.id())) {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (StoreException e) {
      damaged(message, e);
      return false;
    }
  }

  /** The body of this message is not what was stored. */
  void damaged(StoredMessage message, StoreException e) {
    findings.problem("the body of message %s: %s".formatted(message.id(), e.getMessage()));
  }

  /** Every id there ever was is at most this, as far as it can be read. */
  long idFloor() {
    return idFloor;
  }

  /** The number of the last segment. */
  long lastSegment() {
    return replay.segments().lastKey();
  }

  int segments() {
    return files.size();
  }

  @Override
  public void close() throws IOException {
    pages.close();
  }
}
