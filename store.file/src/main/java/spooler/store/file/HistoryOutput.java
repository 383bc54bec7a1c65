package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The file of the history that is being written. Used by one thread.
 *
 * <p><b>Durability:</b> by {@link #force}, which makes its name durable too, or by {@link #seal}.
 */
final class HistoryOutput implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  private final Disk disk;
  private final DiskFile file;
  private HistoryFile card;
  private boolean named;
  private boolean sealed;

  private HistoryOutput(Disk disk, DiskFile file, HistoryFile card) {
    this.disk = disk;
    this.file = file;
    this.card = card;
  }

  /** A new file. */
  static HistoryOutput begin(Disk disk, HistoryFile fresh) throws IOException {
    HistoryOutput output = new HistoryOutput(disk, disk.create(fresh.path()), fresh);
    try {
      output.write(fresh.header(), HistorySpan.EMPTY);
      return output;
    } catch (IOException e) {
      output.abandon();
      throw e;
    }
  }

  /** One that is there, at its end. */
  static HistoryOutput goOn(Disk disk, HistoryFile there) throws IOException {
    return new HistoryOutput(disk, disk.open(there.path()), there);
  }

  /** What is in it. */
  HistoryFile card() {
    return card;
  }

  void write(ByteBuffer bytes, HistorySpan span) throws IOException {
    int length = bytes.remaining();
    file.write(bytes, card.end());
    card = card.with(length, span);
  }

  void force() throws IOException {
    file.force();
    if (!named) {
      disk.forceDirectory(folder());
      named = true;
    }
  }

  private Path folder() {
    return Objects.requireNonNull(card.path().getParent());
  }

  /** Completes it. */
  void seal() throws IOException {
    write(HistoryRecord.seal(card.span()), HistorySpan.EMPTY);
    force();
    sealed = true;
    close();
  }

  boolean isSealed() {
    return sealed;
  }

  /** Leaves it after a failure, with what was written before. */
  void abandon() {
    try {
      if (card.span().isEmpty()) {
        disk.delete(card.path());
      } else {
        file.truncate(card.end());
      }
      close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left as it is: " + card.path(), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
