package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import spooler.api.store.FinishedMessage;
import spooler.api.store.Replacement;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.kit.Change;
import spooler.store.kit.MessageIds;
import spooler.store.kit.QueueIndex;

/**
 * A spool folder, locked and read: {@code *.segment} the log, {@code bodies/} the bodies too long
 * for it, {@code index/} what is made from them, {@code history/} how messages ended, {@code lock}
 * against a second process.
 *
 * @param index all that was accepted and is not settled
 * @param quota what may still be accepted
 */
record StoreFolder(
    Path folder,
    Disk disk,
    Closeable lock,
    SegmentLog log,
    BodyFolder bodies,
    PageFolder pages,
    MessageIds ids,
    QueueIndex<Body> index,
    Checkpoint checkpoint,
    Cleaner cleaner,
    Quota quota,
    History history)
    implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /**
   * Opens a folder, or makes it.
   *
   * @throws StoreException when it cannot be used; then it is as it was
   */
  static StoreFolder open(Path folder, StoreSize size, Disk disk, Clock clock) {
    try {
      disk.createFolder(folder);
      Closeable lock = disk.lock(folder.resolve("lock"));
      try {
        return read(folder, size, disk, clock, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (Disk.LockHeldException e) {
      throw new StoreException(
          "%s is in use by %s: stop it, or give each spooler a directory of its own"
              .formatted(folder, e.owner()),
          e);
    } catch (IOException e) {
      throw new StoreException(
          "cannot use %s as spool folder: %s; it must be a folder this user may write to"
              .formatted(folder, e),
          e);
    }
  }

  private static StoreFolder read(
      Path folder, StoreSize size, Disk disk, Clock clock, Closeable lock) throws IOException {
    BodyFolder bodies = new BodyFolder(disk, made(disk, folder.resolve("bodies")));
    Path indexFolder = made(disk, folder.resolve("index"));
    PageFolder pages = new PageFolder(disk, indexFolder, new PageCodec(folder, bodies));
    History history =
        new History(
            disk, folder.resolve("history"), size.history(), size.limits().leastFreeBytes(), clock);
    Replay replay = new Replay(disk, folder, bodies, history::replayed);
    replay.survey();
    int generation =
        Math.toIntExact(replay.segments().isEmpty() ? 1 : replay.segments().lastKey() + 1);
    QueueIndex<Body> index = new QueueIndex<>(clock, generation, pages, size.room());
    Position forced = known(disk, indexFolder, replay, bodies, pages, index);
    history.begin(forced, generation - 1);
    replay.run(forced, index);
    bodies.sweep();
    sweepUnfinished(disk, folder);
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
    Quota quota =
        new Quota(
            size.limits(),
            folder,
            () -> log.bytes() + bodies.bytes() + pages.bytes() + checkpoint.bytes(),
            new FreeSpace(disk, folder, clock),
            history.files()::giveUpOldest,
            index.size());
    return new StoreFolder(
        folder, disk, lock, log, bodies, pages, ids, index, checkpoint, cleaner, quota, history);
  }

  private static Path made(Disk disk, Path folder) throws IOException {
    disk.createFolder(folder);
    return folder;
  }

  /** Starts from the catalog if there is one that can be used; where in the log it ends. */
  private static Position known(
      Disk disk,
      Path folder,
      Replay replay,
      BodyFolder bodies,
      PageFolder pages,
      QueueIndex<Body> index)
      throws IOException {
    Optional<Catalog> found = catalog(disk, folder, replay);
    pages.begin(found.map(Catalog::files).orElse(Map.of()));
    found.ifPresent(
        catalog -> {
          replay.start(catalog);
          bodies.start(catalog.bodies());
          index.upkeep().restore(catalog.pages());
        });
    return found.map(Catalog::position).orElse(Position.START);
  }

  private static Optional<Catalog> catalog(Disk disk, Path folder, Replay replay)
      throws IOException {
    List<String> present = disk.list(folder);
    if (!present.contains(Catalog.NAME)) {
      return Optional.empty();
    }
    try {
      Catalog catalog = Catalog.read(disk, folder);
      replay.expect(catalog);
      Set<Long> files = present.stream().map(PageFolder::numberIn).collect(Collectors.toSet());
      if (files.containsAll(catalog.files().keySet())) {
        return Optional.of(catalog);
      }
      LOG.log(Level.WARNING, "{0} is made anew: a file with pages is missing", folder);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} is made anew: {1}", folder, e.getMessage());
    }
    return Optional.empty();
  }

  private static void sweepUnfinished(Disk disk, Path folder) throws IOException {
    for (String name : disk.list(folder)) {
      if (name.endsWith(".new")) {
        disk.delete(folder.resolve(name));
      }
    }
  }

  /** Makes a change that is forced; a message that leaves the queue by it gives its room free. */
  Settlement commit(Change change, Position where, Instant when) {
    Body body = body(change);
    Settlement settlement = index.commit(change);
    freeIfGone(List.of(settlement), body);
    remember(settlement, change, where, when);
    return settlement;
  }

  /**
   * Keeps in mind how a message ended, if it did.
   *
   * @param where in the log the change stands
   * @param when it was asked for
   */
  void remember(Settlement settlement, Change change, Position where, Instant when) {
    if (!settlement.finished().isEmpty()) {
      history.add(new FinishedMessage(where.packed(), when, change.finished()));
    }
  }

  /** The same for changes of one message, and the message that comes in its place. */
  Replacement replace(List<Change> changes, StoredMessage stored, Body newBody) {
    Body body = body(changes.get(0));
    Replacement replacement = index.replace(changes, stored, newBody);
    freeIfGone(replacement.settlements(), body);
    return replacement;
  }

  private Body body(Change change) {
    return index.body(change.id()).orElseThrow();
  }

  private void freeIfGone(List<Settlement> settlements, Body body) {
    if (settlements.stream().anyMatch(settlement -> !settlement.finished().isEmpty())) {
      log.leave(body);
      bodies.leave(body);
      quota.left();
    }
  }

  @Override
  public void close() throws IOException {
    checkpoint.take();
    try (lock;
        cleaner;
        pages;
        history) {
      log.close();
    }
  }
}
