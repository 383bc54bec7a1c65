package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
        return new Opening(folder, size, disk, clock).read(lock);
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
        disk;
        cleaner;
        pages;
        history) {
      log.close();
    }
  }
}
