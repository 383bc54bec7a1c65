package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spooler.api.store.FinishedMessage;
import spooler.api.store.StoredMessage;

/**
 * How messages ended, in files {@code NUMBER.history}, one record behind the other. A file that is
 * long enough is sealed and followed by a new one; the oldest go when their time is over, when all
 * take too much, and when the disk is full.
 *
 * <p><b>Durability:</b> none but by {@link #force}, which a checkpoint calls before anything of the
 * log is given free: until then the log tells the same. A file is sealed and forced, with its
 * folder, before the next one is made, so nothing but the newest is ever torn. <br>
 * <b>Threads:</b> what writes is called by the thread that opens the store, then by the one that
 * writes the log; {@link #past} and {@link #giveUpOldest} by any. Its own lock is held for memory
 * operations only. <br>
 * <b>Failure:</b> never one for the caller. What cannot be written is dropped, with a warning the
 * first time in a row, and what comes next goes to a new file.
 */
final class History implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /** Bytes that are in memory before they are written. */
  private static final int CHUNK = 256 << 10;

  private static final int SLACK = 4 << 10;

  /** With less free, it is worth a try to make room when the log cannot be written. */
  private static final long NEARLY_FULL = 128 << 20;

  private final Disk disk;
  private final Path folder;
  private final HistoryLimits limits;
  private final long leastFree;
  private final Clock clock;
  private final int chunk;
  private @Nullable HistoryOutput out;
  private long highest;
  private long last;
  private boolean off;
  private boolean failing;

  private final NavigableMap<Long, HistoryFile> files = new TreeMap<>(); // guarded by this
  private @Nullable HistoryFile open; // likewise: the one that is being written
  private PayloadWriter pending; // likewise: what is not in a file yet
  private HistorySpan pendingSpan = HistorySpan.EMPTY; // likewise

  /**
   * @param leastFree bytes that it leaves free on the disk; 0 for no limit
   */
  History(Disk disk, Path folder, HistoryLimits limits, long leastFree, Clock clock) {
    this.disk = disk;
    this.folder = folder;
    this.limits = limits;
    this.leastFree = leastFree;
    this.clock = clock;
    this.chunk = Math.min(CHUNK, limits.fileBytes() / 2);
    this.pending = new PayloadWriter(chunk + SLACK);
  }

  /**
   * Finds what an earlier store left.
   *
   * @param forced where in the log the last checkpoint was
   * @param segment the last one of the log; 0 when there is none
   */
  void begin(Position forced, long segment) {
    off = limits.keepsNone();
    try {
      disk.createFolder(folder);
      HistorySurvey survey = new HistorySurvey(disk, folder, forced.packed());
      survey.run(new Position(segment + 1, 0).packed() - 1);
      goOn(survey);
    } catch (IOException e) {
      off = true;
      LOG.log(Level.WARNING, "no history is kept: {0} cannot be used: {1}", folder, e.toString());
    }
  }

  private void goOn(HistorySurvey survey) throws IOException {
    highest = survey.highest();
    last = survey.files().values().stream().mapToLong(f -> f.span().last()).max().orElse(0);
    HistoryFile newest = survey.open();
    synchronized (this) {
      files.putAll(survey.files());
      if (newest != null && !off) {
        files.remove(newest.number());
        open = newest;
      }
    }
    if (off) {
      limit();
    } else if (newest != null) {
      out = HistoryOutput.goOn(disk, newest);
    }
  }

  /** A message ended, as the log tells; what is known already is passed over. */
  void replayed(Position where, @Nullable Instant when, StoredMessage message) {
    if (where.packed() > last) {
      add(new FinishedMessage(where.packed(), when == null ? clock.instant() : when, message));
    }
  }

  /** A message ended. */
  void add(FinishedMessage finished) {
    last = finished.number();
    if (!off && append(finished) >= chunk) {
      write();
    }
  }

  private synchronized int append(FinishedMessage finished) {
    HistoryRecord.write(pending, finished);
    long id = finished.message().id().value();
    pendingSpan = pendingSpan.and(finished.number(), id, finished.finished());
    return pending.position();
  }

  private void write() {
    ByteBuffer bytes = pending.written(); // only this thread adds to it
    if (!bytes.hasRemaining()) {
      return;
    }
    try {
      leaveRoom(bytes.remaining());
      HistoryOutput target = output();
      target.write(bytes, pendingSpan);
      wrote(target.card());
      if (target.card().end() >= limits.fileBytes()) {
        target.seal();
        leave(target);
        limit();
      }
      failing = false;
    } catch (IOException e) {
      drop(e);
    }
  }

  private void leaveRoom(int more) throws IOException {
    while (leastFree > 0 && disk.freeBytes(folder) - more < leastFree) {
      if (!giveUpOldest()) {
        throw new IOException("the disk is nearly full");
      }
    }
  }

  private HistoryOutput output() throws IOException {
    HistoryOutput target = out;
    if (target == null) {
      target = HistoryOutput.begin(disk, HistoryFile.fresh(folder, ++highest));
      out = target;
    }
    return target;
  }

  private synchronized void wrote(HistoryFile longer) {
    open = longer;
    forgetPending();
  }

  private synchronized void forgetPending() {
    pending = new PayloadWriter(chunk + SLACK);
    pendingSpan = HistorySpan.EMPTY;
  }

  /** What comes next goes to another file. */
  private synchronized void leave(HistoryOutput done) {
    out = null;
    open = null;
    if (!done.card().span().isEmpty()) {
      files.put(done.card().number(), done.card());
    }
  }

  private void drop(IOException cause) {
    if (!failing) {
      LOG.log(Level.WARNING, "history in {0} is lost: {1}", folder, cause.toString());
    }
    failing = true;
    forgetPending();
    HistoryOutput broken = out;
    if (broken != null) {
      broken.abandon();
      leave(broken);
    }
  }

  /** Makes all of it durable, and forgets what is over. */
  void force() {
    write();
    HistoryOutput target = out;
    if (target != null) {
      try {
        target.force();
      } catch (IOException e) {
        drop(e);
      }
    }
    limit();
  }

  /** Forgets what is too old, and what is too much. */
  private void limit() {
    Instant horizon = horizon();
    HistoryOutput target = out;
    if (target != null && target.card().span().isOver(horizon)) {
      target.abandon();
      leave(target);
    }
    for (HistoryFile over : takeOver(horizon)) {
      delete(over);
    }
  }

  private Instant horizon() {
    return off ? Instant.MAX : clock.instant().minus(limits.age());
  }

  private synchronized List<HistoryFile> takeOver(Instant horizon) {
    List<HistoryFile> over = new ArrayList<>();
    long bytes = open == null ? 0 : open.end();
    for (Map.Entry<Long, HistoryFile> file : files.descendingMap().entrySet()) {
      bytes += file.getValue().end();
      if (bytes > limits.bytes() || file.getValue().span().isOver(horizon)) {
        over.add(0, file.getValue());
      }
    }
    over.forEach(file -> files.remove(file.number()));
    return over;
  }

  private void delete(HistoryFile file) {
    try {
      disk.delete(file.path());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left for the next start to remove: " + file.path(), e);
    }
  }

  /**
   * Makes room for the log, when that could not be written and the disk is nearly full.
   *
   * @return false when that is not so, or there is nothing to give up
   */
  boolean makeRoom() {
    try {
      return disk.freeBytes(folder) < NEARLY_FULL && giveUpOldest();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the disk does not tell what is free", e);
      return false;
    }
  }

  /**
   * Makes room on the disk.
   *
   * @return false when there is nothing to give up
   */
  boolean giveUpOldest() {
    Map.Entry<Long, HistoryFile> oldest;
    synchronized (this) {
      oldest = files.pollFirstEntry();
    }
    if (oldest == null) {
      return false;
    }
    LOG.log(Level.INFO, "the disk is nearly full: {0} is forgotten", oldest.getValue().path());
    delete(oldest.getValue());
    return true;
  }

  /** What its files take. */
  synchronized long bytes() {
    return files.values().stream().mapToLong(HistoryFile::end).sum()
        + (open == null ? 0 : open.end());
  }

  HistoryLimits limits() {
    return limits;
  }

  /** What is kept at this moment. */
  synchronized Past past() {
    List<Past.Part> parts = new ArrayList<>();
    byte[] bytes = pending.bytes();
    parts.add(
        new Past.Part("memory", pendingSpan, HistoryReader.Source.of(bytes), 0, bytes.length));
    if (open != null) {
      parts.add(part(open));
    }
    files.descendingMap().values().forEach(file -> parts.add(part(file)));
    return new Past(parts, horizon());
  }

  private Past.Part part(HistoryFile file) {
    return new Past.Part(
        file.path().toString(),
        file.span(),
        HistoryReader.Source.of(disk, file),
        HistoryFile.HEADER,
        file.end());
  }

  @Override
  public void close() throws IOException {
    HistoryOutput target = out;
    if (target != null) {
      target.close();
    }
  }
}
