package spooler.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import spooler.testkit.ManualClock;
import spooler.testkit.StoreRig;

/** A store of real files, open or shut. */
class FileRig implements StoreRig {
  private final ManualClock clock = new ManualClock();
  private final Path folder;
  private final StoreSize size;
  private SegmentStore store;

  FileRig(Path folder, StoreSize size) {
    this.folder = folder;
    this.size = size;
    this.store = open();
  }

  private SegmentStore open() {
    return new SegmentStore(StoreFolder.open(folder, size, new LocalDisk(), clock), clock);
  }

  final Path folder() {
    return folder;
  }

  final StoreSize size() {
    return size;
  }

  @Override
  public final SegmentStore store() {
    return store;
  }

  @Override
  public final ManualClock clock() {
    return clock;
  }

  final void shut() {
    store.close();
  }

  /** Throws away what is made from the segments; the store is shut. */
  final void dropIndex() throws IOException {
    Path index = folder.resolve("index");
    for (String name : new LocalDisk().list(index)) {
      Files.delete(index.resolve(name));
    }
  }

  @Override
  public final void reopen() {
    shut();
    store = open();
  }

  @Override
  public final void close() {
    shut();
  }
}
