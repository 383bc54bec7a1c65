package spooler.store.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import spooler.api.store.StoreException;
import spooler.store.kit.MessageIds;
import spooler.store.kit.QueueIndex;

/**
 * Writes down what is known of the queue, so that the next opening need not read all of the log,
 * and then gives free what the log has too much.
 *
 * <p><b>Durability:</b> the history is forced first; the pages are forced, then the catalog that
 * names them is written, forced and renamed over the one before, and the folder forced; only then
 * are segments and page files deleted that it does not need. So the catalog on the disk is always
 * one that can be used, or there is none and the next opening reads the whole log.
 *
 * <p><b>Threads:</b> the one that opens or closes the store, or the one that writes the log:
 * nothing is added or changed meanwhile. <br>
 * <b>Failure:</b> a warning; the catalog is deleted, for it may need what the log is about to give
 * free.
 */
final class Checkpoint {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  private final Disk disk;
  private final Path folder;
  private final SegmentLog log;
  private final long interval;
  private final BodyFolder bodies;
  private final PageFolder pages;
  private final MessageIds ids;
  private final QueueIndex<Body> index;
  private final History history;
  private Position last = Position.START;
  private volatile long bytes;

  /**
   * @param folder of the catalog and the pages
   * @param interval bytes of the log after which the next one is due
   */
  Checkpoint(
      Disk disk,
      Path folder,
      SegmentLog log,
      long interval,
      BodyFolder bodies,
      PageFolder pages,
      MessageIds ids,
      QueueIndex<Body> index,
      History history) {
    this.disk = disk;
    this.folder = folder;
    this.log = log;
    this.interval = interval;
    this.bodies = bodies;
    this.pages = pages;
    this.ids = ids;
    this.index = index;
    this.history = history;
  }

  /** What the last one takes, pages excepted; any thread may ask. */
  long bytes() {
    return bytes;
  }

  /** Takes one if it is due. */
  void takeIfDue() {
    if (log.since(last) >= interval) {
      take();
    }
  }

  /** Takes one now. */
  void take() {
    last = log.position();
    history.force(); // before anything goes that tells the same
    try {
      write();
      pages.trim();
      log.trim();
    } catch (IOException | StoreException e) {
      LOG.log(
          Level.WARNING,
          "cannot write the index in {0}: {1}; the next start will take longer",
          folder,
          e.getMessage());
      forget();
    }
  }

  private void write() throws IOException {
    pages.chooseSparse();
    var cards = index.upkeep().save();
    Catalog catalog =
        new Catalog(last, ids.last(), log.live(), bodies.needed(), pages.counts(), cards);
    pages.force();
    Path unfinished = folder.resolve(Catalog.NAME + ".new");
    ByteBuffer encoded = catalog.encode();
    bytes = encoded.remaining();
    try (DiskFile file = disk.create(unfinished)) {
      file.write(encoded, 0);
      file.force();
    }
    disk.rename(unfinished, folder.resolve(Catalog.NAME));
    disk.forceDirectory(folder);
  }

  private void forget() {
    try {
      disk.delete(folder.resolve(Catalog.NAME));
      disk.forceDirectory(folder);
      log.trim();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot delete the catalog in {0}: {1}", folder, e.getMessage());
    }
  }
}
