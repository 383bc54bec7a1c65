package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import spooler.api.store.Replacement;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.kit.Change;
import spooler.store.kit.MessageIds;
import spooler.store.kit.QueueIndex;

/**
 * A spool folder, locked and read: {@code *.segment} the log, {@code bodies/} the bodies too long
 * for it, {@code lock} against a second process.
 *
 * @param index all that was accepted and is not settled
 */
record StoreFolder(
    Path folder,
    Disk disk,
    Closeable lock,
    SegmentLog log,
    BodyFolder bodies,
    MessageIds ids,
    QueueIndex<Body> index)
    implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /**
   * Opens a folder, or makes it.
   *
   * @param segmentBytes a segment of this length or more is followed by a new one
   * @throws StoreException when it cannot be used; then it is as it was
   */
  static StoreFolder open(Path folder, long segmentBytes, Disk disk, Clock clock) {
    try {
      disk.createFolder(folder);
      Closeable lock = disk.lock(folder.resolve("lock"));
      try {
        return read(folder, segmentBytes, disk, clock, lock);
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
      Path folder, long segmentBytes, Disk disk, Clock clock, Closeable lock) throws IOException {
    Path bodyPath = folder.resolve("bodies");
    disk.createFolder(bodyPath);
    BodyFolder bodies = new BodyFolder(disk, bodyPath);
    Replay replay = new Replay(disk, folder, bodies);
    replay.run();
    Collection<Survivor> survivors = replay.survivors();
    bodies.sweep(survivors.stream().map(Survivor::body).toList());
    sweepUnfinished(disk, folder);
    MessageIds ids = new MessageIds(clock, replay.idFloor());
    SegmentLog log = new SegmentLog(disk, folder, segmentBytes, replay.segments(), ids::last);
    int generation = Math.toIntExact(log.start());
    log.trim();
    bodies.begin(generation);
    QueueIndex<Body> index = new QueueIndex<>(clock, generation);
    index.add(
        survivors.stream().map(Survivor::message).toList(),
        survivors.stream().map(Survivor::body).toList());
    LOG.log(Level.INFO, "opened {0} with {1} messages", folder, survivors.size());
    return new StoreFolder(folder, disk, lock, log, bodies, ids, index);
  }

  private static void sweepUnfinished(Disk disk, Path folder) throws IOException {
    for (String name : disk.list(folder)) {
      if (name.endsWith(".new")) {
        disk.delete(folder.resolve(name));
      }
    }
  }

  /** Makes a change that is forced; a message that leaves the queue by it gives its room free. */
  Settlement commit(Change change) {
    Body body = body(change);
    Settlement settlement = index.commit(change);
    freeIfGone(List.of(settlement), body);
    return settlement;
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
      body.home().leave();
      if (body.hasOwnFile()) {
        bodies.delete(body.file());
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      log.close();
    } finally {
      lock.close();
    }
  }
}
