package spooler.store.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import spooler.api.store.StoreException;

/**
 * Writes calls to the log in the order they come, behind what the cleaner moves. Calls that came
 * while a group was being forced are the next group: one write, one force, then all of them are
 * told. On a slow disk a group waits for a moment for those that were in the last ones.
 *
 * <p><b>Threads:</b> {@link #submit} may be called by any; one task at a time writes. Where many
 * wait for a group, to wake them takes longer than to write the next one: so they are told by
 * another thread meanwhile, groups one after the other, which also gives the hints. No lock is held
 * when a call is written or told. <b>Failure:</b> a group that could not be forced fails as a
 * whole; the next group gets a new segment, and fails too while none can be made. It is tried again
 * only when the disk is full and history can make room.
 */
final class GroupCommit {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /** A group that has reached this many bytes takes no further call. */
  private static final long GROUP_BYTES = 8 << 20;

  /** So few are told at once; to wake another thread for it would take as long. */
  private static final int FEW = 3;

  private final SegmentLog log;
  private final Checkpoint checkpoint;
  private final Cleaner cleaner;
  private final Quota quota;
  private final HistoryFiles history;
  private final Path folder;
  private final Executor writer;
  private final Executor teller;
  private final Runnable afterGroup;
  private final Linger linger = new Linger();
  private final Queue<Call> waiting = new ArrayDeque<>(); // guarded by itself, as are the flags
  private boolean running;
  private boolean closed;

  /**
   * @param writer runs one task at a time
   * @param teller likewise, for telling
   * @param afterGroup runs after each group, when the index knows what came of its calls and those
   *     who wait for it have been told; on the same thread
   */
  GroupCommit(StoreFolder store, Executor writer, Executor teller, Runnable afterGroup) {
    this.log = store.log();
    this.checkpoint = store.checkpoint();
    this.cleaner = store.cleaner();
    this.quota = store.quota();
    this.history = store.history().files();
    this.folder = store.folder();
    this.writer = writer;
    this.teller = teller;
    this.afterGroup = afterGroup;
  }

  void submit(Call call) {
    boolean refused;
    synchronized (waiting) {
      refused = closed;
      if (!refused) {
        call.ordered();
        waiting.add(call);
        waiting.notifyAll();
        run();
      }
    }
    if (refused) {
      call.failed(new StoreException("the store in " + folder + " is closed"));
    }
  }

  private void run() {
    if (!running) {
      running = true;
      writer.execute(this::writeGroup);
    }
  }

  /** Has what nobody needs given free if it is worth it, also when there is nothing to write. */
  void wake() {
    synchronized (waiting) {
      if (!closed) {
        run();
      }
    }
  }

  /** Takes no more calls; those under way still go to the disk. */
  void close() {
    synchronized (waiting) {
      closed = true;
      waiting.notifyAll();
    }
  }

  private void writeGroup() {
    Thread.interrupted(); // whoever was told on this thread may have left it so; channels mind
    try {
      List<Call> group = takeGroup();
      write(group);
    } finally {
      synchronized (waiting) {
        running = !waiting.isEmpty() || (cleaner.isBusy() && !closed);
        if (running) {
          writer.execute(this::writeGroup);
        }
      }
    }
  }

  private List<Call> takeGroup() {
    List<Call> group = new ArrayList<>();
    cleaner.next().ifPresent(group::add);
    long bytes = 0;
    synchronized (waiting) {
      linger();
      while (!waiting.isEmpty() && bytes < GROUP_BYTES) {
        Call call = waiting.remove();
        bytes += call.bytes();
        group.add(call);
      }
    }
    return group;
  }

  /** Waits for those that came along lately, if that is worth it; gives the lock up meanwhile. */
  @SuppressWarnings("WaitNotInLoop") // it is, in the condition that counts
  private void linger() {
    long end = System.nanoTime() + linger.nanos();
    for (long left = linger.nanos();
        left > 0 && !closed && !waiting.isEmpty() && waiting.size() < linger.company();
        left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(waiting, left);
      } catch (InterruptedException e) {
        return; // whoever was told on this thread left it interrupted; the group goes as it is
      }
    }
  }

  private void write(List<Call> group) {
    if (!group.isEmpty()) {
      if (!force(group)) {
        return;
      }
      tell(group);
    }
    boolean tight = quota.isTight();
    if (tight) {
      log.dropSpares();
    }
    if (cleaner.finish() || (tight && log.canTrim())) {
      checkpoint.take();
    } else {
      checkpoint.takeIfDue();
    }
    cleaner.begin(tight);
  }

  private void tell(List<Call> group) {
    if (group.size() <= FEW) {
      tellAll(group);
    } else {
      teller.execute(() -> tellAll(group));
    }
  }

  private void tellAll(List<Call> group) {
    group.forEach(Call::tell);
    afterGroup.run();
  }

  private boolean force(List<Call> group) {
    Segment home;
    List<List<Long>> payloads = new ArrayList<>(group.size());
    try {
      home = log.begin();
      for (Call call : group) {
        payloads.add(log.put(call.records()));
      }
      long start = System.nanoTime();
      log.force();
      linger.forced(group.size(), System.nanoTime() - start);
    } catch (IOException | RuntimeException e) {
      log.giveUp();
      if (history.makeRoom()) {
        return force(group); // in another segment
      }
      fail(group, e);
      return false;
    }
    for (int i = 0; i < group.size(); i++) {
      group.get(i).forced(home, payloads.get(i));
    }
    return true;
  }

  private void fail(List<Call> group, Exception e) {
    String what =
        "cannot write to the log in %s: %s; check the disk and its free space"
            .formatted(folder, e.getMessage() == null ? e : e.getMessage());
    LOG.log(Level.ERROR, what);
    group.forEach(call -> call.failed(new StoreException(what, e)));
    afterGroup.run();
  }
}
