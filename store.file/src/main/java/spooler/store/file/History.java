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
 * writes the log; {@link #past} and {@link #files} by any. Its own lock is held for memory
 * operations only. <br>
 * <b>Failure:</b> never one for the caller. What cannot be written is dropped, with a warning the
 * first time in a row, and what comes next goes to a new file.
 */
final class History implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /** Bytes that are in memory before they are written. */
  private static final int CHUNK = 256 << 10;

  private static final int SLACK = 4 << 10;

  private final Disk disk;
  private final Path folder;
  private final HistoryLimits limits;
  private final long leastFree;
  private final Clock clock;
  private final HistoryFiles files;
  private final int chunk;
  private @Nullable HistoryOutput out;
  private long highest;
  private long last;
  private boolean off;
  private boolean failing;

  private PayloadWriter pending; // guarded by this: what is not in a file yet
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
    this.files = new HistoryFiles(disk, folder, limits);
    this.chunk = Math.min(CHUNK, limits.fileBytes() / 2);
    this.pending = new PayloadWriter(chunk + SLACK);
  }

  /** Its files. */
  HistoryFiles files() {
    return files;
  }

  HistoryLimits limits() {
    return limits;
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
      highest = survey.highest();
      last = survey.files().stream().mapToLong(file -> file.span().last()).max().orElse(0);
      survey.files().forEach(files::add);
      goOn(survey.open());
    } catch (IOException e) {
      off = true;
      LOG.log(Level.WARNING, "no history is kept: {0} cannot be used: {1}", folder, e.toString());
    }
  }

  private void goOn(@Nullable HistoryFile newest) {
    if (off || newest == null) {
      files.limit(horizon());
      return;
    }
    try {
      out = HistoryOutput.goOn(disk, newest);
      files.goOn(newest);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "nothing is added to {0}: {1}", newest.path(), e.toString());
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
        files.limit(horizon());
      }
      failing = false;
    } catch (IOException e) {
      drop(e);
    }
  }

  private void leaveRoom(int more) throws IOException {
    while (leastFree > 0 && disk.freeBytes(folder) - more < leastFree) {
      if (!files.giveUpOldest()) {
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

  /** Nobody sees it twice, or not at all. */
  private synchronized void wrote(HistoryFile longer) {
    files.write(longer);
    forgetPending();
  }

  private synchronized void forgetPending() {
    pending = new PayloadWriter(chunk + SLACK);
    pendingSpan = HistorySpan.EMPTY;
  }

  /** What comes next goes to another file. */
  private void leave(HistoryOutput done) {
    out = null;
    if (!done.card().span().isEmpty()) {
      files.add(done.card());
    }
  }

  private void drop(IOException cause) {
    if (!failing) {
      LOG.log(Level.WARNING, "history in {0} is lost: {1}", folder, cause.toString());
    }
    failing = true;
    forgetPending();
    abandon(out);
  }

  private void abandon(@Nullable HistoryOutput open) {
    if (open != null) {
      open.abandon();
      leave(open);
    }
  }

  /** Makes all of it durable, and forgets what is over. */
  void force() {
    write();
    try {
      if (out != null) {
        out.force();
      }
    } catch (IOException e) {
      drop(e);
    }
    if (out != null && out.card().span().isOver(horizon())) {
      abandon(out);
    }
    files.limit(horizon());
  }

  private Instant horizon() {
    return limits.keepsNone() ? Instant.MAX : clock.instant().minus(limits.age());
  }

  /** What is kept at this moment. */
  synchronized Past past() {
    List<Past.Part> parts = new ArrayList<>();
    parts.add(Past.Part.of(pending.bytes(), pendingSpan));
    files.newestFirst().forEach(file -> parts.add(Past.Part.of(disk, file)));
    return new Past(parts, horizon());
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
