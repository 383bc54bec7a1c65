package spooler.store.file;

import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import spooler.api.MessageId;
import spooler.api.store.FinishedMessage;
import spooler.api.store.SpoolStore;
import spooler.testkit.ManualClock;
import spooler.testkit.StoreRig;

/** A store on a simulated disk, with files of history of 2 KiB. */
final class HistoryRig implements StoreRig {
  static final Path FOLDER = Path.of("/spool");
  static final Path HISTORY = FOLDER.resolve("history");
  static final Duration WEEK = Duration.ofDays(7);

  private final ManualClock clock = new ManualClock();
  private SimulatedDisk disk = new SimulatedDisk();
  private StoreSize size;
  private SegmentStore store;

  HistoryRig() {
    this(new HistoryLimits(WEEK, 1 << 20, 2048), Limits.NONE);
  }

  HistoryRig(HistoryLimits history, Limits limits) {
    size = new StoreSize(8192, 48, limits, history);
    store = open();
  }

  private SegmentStore open() {
    return new SegmentStore(StoreFolder.open(FOLDER, size, disk, clock), clock);
  }

  SimulatedDisk disk() {
    return disk;
  }

  /** Has messages sent, one after the other. */
  List<MessageId> pass(int count) {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(append("m" + i, SMTP));
      settle(claimOne(SMTP), sent());
    }
    return ids;
  }

  /** Ids in the history, the first that ended in front. */
  List<MessageId> history() {
    List<MessageId> ids = new ArrayList<>();
    store.history(FinishedMessage.NEWEST, 10_000).forEach(m -> ids.add(0, m.message().id()));
    return ids;
  }

  /** Its files, the oldest first. */
  List<Path> files() {
    return disk.list(HISTORY).stream().sorted().map(HISTORY::resolve).toList();
  }

  void shut() {
    store.close();
  }

  /** Opens it again, keeping so much history. */
  void reopen(HistoryLimits history) {
    store.close();
    size = size.keeping(history);
    store = open();
  }

  /** The next store after a power cut: of what was not forced a random half is gone. */
  void cutPower(long seed) {
    disk = disk.afterPowerCut(new Random(seed));
    store = open();
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
    reopen(size.history());
  }

  @Override
  public void close() {
    store.close();
  }
}
