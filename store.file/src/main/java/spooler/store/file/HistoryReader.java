package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the history in order. What is none is passed over: it goes on at the next record
 * that matches its checksum. Used by one thread.
 */
final class HistoryReader implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final int BUFFER = 1 << 16;
  private static final int MOST_SEGMENTS = 1_000_000_000;

  /** Segments of the log between two endings. */
  private static final int FAR = 1_000_000;

  private final Source source;
  private final Gaps gaps;
  private InputStream in;
  private long offset;
  private long end;
  private long last;
  private boolean sealed;

  /** Bytes that can be read from any place on. */
  @FunctionalInterface
  interface Source {
    InputStream from(long offset) throws IOException;

    static Source of(byte[] bytes) {
      return at -> new ByteArrayInputStream(bytes, (int) at, bytes.length - (int) at);
    }

    static Source of(Disk disk, HistoryFile file) {
      return at -> new BufferedInputStream(disk.read(file.path(), at), BUFFER);
    }
  }

  /** Is told of bytes that are no record. */
  @FunctionalInterface
  interface Gaps {
    /** For nobody. */
    Gaps IGNORED = (start, end, next) -> {};

    /** For the log of the spooler. */
    static Gaps warning(String file) {
      return (start, end, next) ->
          LOG.log(
              Level.WARNING,
              "{0} is damaged at {1}: {2} bytes of the history cannot be read",
              file,
              start,
              end - start);
    }

    /**
     * Here are some.
     *
     * @param next number of the record behind them; 0 when there is none
     */
    void gap(long start, long end, long next);
  }

  HistoryReader(Source source, long start, long end, Gaps gaps) throws IOException {
    this.source = source;
    this.offset = start;
    this.end = Math.max(start, end);
    this.gaps = gaps;
    this.in = source.from(start);
  }

  /** All of a file. */
  static HistoryReader of(Disk disk, HistoryFile file, Gaps gaps) throws IOException {
    return new HistoryReader(Source.of(disk, file), HistoryFile.HEADER, file.end(), gaps);
  }

  /** The next record; null when there is no further one. */
  @Nullable HistoryRecord next() throws IOException {
    HistoryRecord record = read();
    while (record == null && offset < end) {
      passGap();
      record = read();
    }
    if (record != null && record.number() == HistoryRecord.SEAL) {
      end = offset;
      sealed = true;
      return null;
    }
    return record;
  }

  /** Whether all has been read, up to a seal. */
  boolean isSealed() {
    return sealed;
  }

  private @Nullable HistoryRecord read() throws IOException {
    byte[] header = in.readNBytes((int) Math.min(HistoryRecord.HEADER, end - offset));
    if (!mayBegin(header, 0, end - offset)) {
      return null;
    }
    ByteBuffer record = ByteBuffer.allocate(header.length + ByteBuffer.wrap(header).getInt(0));
    record.put(header).put(in.readNBytes(record.remaining()));
    if (record.hasRemaining() || !HistoryRecord.isGood(record.flip())) {
      return null;
    }
    offset += record.limit();
    last = HistoryRecord.number(record);
    return HistoryRecord.of(record);
  }

  /**
   * Whether a header may stand here: numbers ascend.
   *
   * @param room bytes from its beginning on
   */
  private boolean mayBegin(byte[] bytes, int at, long room) {
    if (bytes.length - at < HistoryRecord.HEADER) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, at, HistoryRecord.HEADER).slice();
    int length = header.getInt(0);
    return length >= HistoryRecord.SEAL_LENGTH
        && length <= room - HistoryRecord.HEADER
        && mayFollow(HistoryRecord.number(header));
  }

  /** Numbers ascend, and never far at once: most of what is no record is known by that. */
  private boolean mayFollow(long number) {
    return number > last
        && (number == HistoryRecord.SEAL
            || (number - last) >>> Integer.SIZE <= (last == 0 ? MOST_SEGMENTS : FAR));
  }

  private void passGap() throws IOException {
    long start = offset;
    in.close();
    try (InputStream behind = source.from(start + 1)) {
      byte[] rest = behind.readNBytes((int) (end - start - 1));
      int next = 0;
      while (next < rest.length && !isRecord(rest, next)) {
        next++;
      }
      offset = next < rest.length ? start + 1 + next : end;
      gaps.gap(start, offset, next < rest.length ? ByteBuffer.wrap(rest).getLong(next + 8) : 0);
    }
    in = source.from(offset);
  }

  private boolean isRecord(byte[] bytes, int at) {
    if (!mayBegin(bytes, at, bytes.length - at)) {
      return false;
    }
    int length = HistoryRecord.HEADER + ByteBuffer.wrap(bytes).getInt(at);
    return HistoryRecord.isGood(ByteBuffer.wrap(bytes, at, length).slice());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
