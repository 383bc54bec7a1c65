package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import spooler.api.store.StoreException;
import spooler.store.kit.MessageIds;
import spooler.store.kit.QueueIndex;

/**
 * Reads a spool folder that is locked, and makes it ready to be written to: {@code
 * docs/store-format.md}, "Opening". Used once, by the thread that opens the store.
 */
final class Opening {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  private final Path folder;
  private final Path indexFolder;
  private final StoreSize size;
  private final Disk disk;
  private final Clock clock;
  private final BodyFolder bodies;
  private final PageFolder pages;
  private final History history;
  private final Replay replay;

  Opening(Path folder, StoreSize size, Disk disk, Clock clock) throws IOException {
    this.folder = folder;
    this.size = size;
    this.disk = disk;
    this.clock = clock;
    this.bodies = new BodyFolder(disk, made("bodies"));
    this.indexFolder = made("index");
    this.pages = new PageFolder(disk, indexFolder, new PageCodec(folder, bodies));
    this.history =
        new History(
            disk, folder.resolve("history"), size.history(), size.limits().leastFreeBytes(), clock);
    this.replay = new Replay(disk, folder, bodies, history::replayed);
  }

  private Path made(String name) throws IOException {
    Path made = folder.resolve(name);
    disk.createFolder(made);
    return made;
  }

  /**
   * Reads it.
   *
   * @param lock that keeps others away, for as long as the folder is open
   * @throws StoreException when it is not as it was left
   */
  StoreFolder read(Closeable lock) throws IOException {
    replay.survey();
    int generation =
        Math.toIntExact(replay.segments().isEmpty() ? 1 : replay.segments().lastKey() + 1);
    QueueIndex<Body> index = new QueueIndex<>(clock, generation, pages, size.room());
    Position forced = known(index);
    history.begin(forced, generation - 1);
    replay.run(forced, index);
    bodies.sweep();
    sweepUnfinished();
    MessageIds ids = new MessageIds(clock, replay.idFloor());
    SegmentLog log =
        new SegmentLog(disk, folder, size.segmentBytes(), replay.segments(), ids::last);
    log.start();
    bodies.begin(generation);
    Checkpoint checkpoint =
        new Checkpoint(
            disk, indexFolder, log, size.segmentBytes(), bodies, pages, ids, index, history);
    checkpoint.take();
    LOG.log(Level.INFO, "opened {0} with {1} messages", folder, index.size());
    Cleaner cleaner = new Cleaner(disk, log, index);
    Quota quota = quota(log, checkpoint, index);
    return new StoreFolder(
        folder, disk, lock, log, bodies, pages, ids, index, checkpoint, cleaner, quota, history);
  }

  private Quota quota(SegmentLog log, Checkpoint checkpoint, QueueIndex<Body> index) {
    return new Quota(
        size.limits(),
        folder,
        () -> log.bytes() + bodies.bytes() + pages.bytes() + checkpoint.bytes(),
        new FreeSpace(disk, folder, clock),
        history.files()::giveUpOldest,
        index.size());
  }

  /** Starts from the catalog if there is one that can be used; where in the log it ends. */
  private Position known(QueueIndex<Body> index) throws IOException {
    Optional<Catalog> found = catalog();
    pages.begin(found.map(Catalog::files).orElse(Map.of()));
    found.ifPresent(
        catalog -> {
          replay.start(catalog);
          bodies.start(catalog.bodies());
          index.upkeep().restore(catalog.pages());
        });
    return found.map(Catalog::position).orElse(Position.START);
  }

  private Optional<Catalog> catalog() throws IOException {
    List<String> present = disk.list(indexFolder);
    if (!present.contains(Catalog.NAME)) {
      return Optional.empty();
    }
    try {
      Catalog catalog = Catalog.read(disk, indexFolder);
      replay.expect(catalog);
      Set<Long> files = present.stream().map(PageFolder::numberIn).collect(Collectors.toSet());
      if (files.containsAll(catalog.files().keySet())) {
        return Optional.of(catalog);
      }
      LOG.log(Level.WARNING, "{0} is made anew: a file with pages is missing", indexFolder);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} is made anew: {1}", indexFolder, e.getMessage());
    }
    return Optional.empty();
  }

  private void sweepUnfinished() throws IOException {
    for (String name : disk.list(folder)) {
      if (name.endsWith(".new") || name.endsWith(Spares.SUFFIX)) {
        disk.delete(folder.resolve(name));
      }
    }
  }
}
