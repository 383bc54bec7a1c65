package spooler.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import spooler.api.MessageId;
import spooler.api.store.NewMessage;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.testkit.ManualClock;
import spooler.testkit.StoreRig;

/** A store with segments of 8 KiB on a simulated disk. */
final class SimulatedRig implements StoreRig {
  static final Path FOLDER = Path.of("/spool");

  static final Path INDEX = FOLDER.resolve("index");

  private final ManualClock clock = new ManualClock();
  private final SimulatedDisk disk;
  private final StoreSize size;
  private SegmentStore store;

  SimulatedRig() {
    this(Limits.NONE);
  }

  /** A store with limits. */
  SimulatedRig(Limits limits) {
    this(limits, new SimulatedDisk());
  }

  /** The store on this disk. */
  SimulatedRig(SimulatedDisk disk) {
    this(Limits.NONE, disk);
  }

  private SimulatedRig(Limits limits, SimulatedDisk disk) {
    this.size = new StoreSize(8192, 48, limits);
    this.disk = disk;
    this.store = open();
  }

  private SegmentStore open() {
    return new SegmentStore(StoreFolder.open(FOLDER, size, disk, clock), clock);
  }

  SimulatedDisk disk() {
    return disk;
  }

  @Override
  public SpoolStore store() {
    return store;
  }

  @Override
  public ManualClock clock() {
    return clock;
  }

  @Override
  public void reopen() {
    store.close();
    store = open();
  }

  @Override
  public void close() {
    shut();
  }

  /** Throws away what is made from the segments; the store is shut. */
  void dropIndex() throws IOException {
    dropIndex(disk);
  }

  /** Throws away what is made from the segments of this disk. */
  static void dropIndex(SimulatedDisk disk) throws IOException {
    for (String name : disk.list(INDEX)) {
      disk.delete(INDEX.resolve(name));
    }
  }

  void shut() {
    store.close();
  }

  /** Where the last forced record ends in its segment. */
  int end() {
    return store.between(() -> Math.toIntExact(store.folder().log().position().offset()));
  }

  /** All messages there are. */
  List<MessageId> ids() {
    return store.list(null, 100).stream().map(StoredMessage::id).toList();
  }

  MessageId appendBody(byte[] bytes) {
    NewMessage empty = message("", SMTP);
    return append(new NewMessage(empty.envelope(), empty.channels(), body(bytes))).get(0);
  }

  /** Appends messages of a size, each with a group of its own. */
  void appendBodies(int count, int size) {
    IntStream.range(0, count).forEach(i -> appendBody(new byte[size]));
  }
}
