package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import spooler.api.MessageId;

/**
 * Reads the whole records of one segment, whatever stands between them, and changes nothing. Behind
 * bad bytes it goes on at the next record that matches its checksum.
 *
 * <p>The records of a call of which a part is damaged count one by one: what is whole is kept, even
 * if a message is sent twice by it. Those of a call that was never finished, at the very end of the
 * log, were promised to nobody and do not count. Used by one thread.
 */
final class SegmentSalvage {
  private static final int BUFFER = 1 << 18;

  private final Disk disk;
  private final Path file;
  private final long number;
  private final boolean last;
  private final Findings findings;
  private final Consumer<RecordReader.Read> records;
  private final List<RecordReader.Read> call = new ArrayList<>();

  /**
   * @param number with which its records are checked
   * @param last whether no segment comes behind it
   * @param records takes every record that counts, in order
   */
  SegmentSalvage(
      Disk disk,
      Path file,
      long number,
      boolean last,
      Findings findings,
      Consumer<RecordReader.Read> records) {
    this.disk = disk;
    this.file = file;
    this.number = number;
    this.last = last;
    this.findings = findings;
    this.records = records;
  }

  /** Reads all up to where the segment ends, or the file. */
  void read(long end) throws IOException {
    long offset = SegmentHeader.LENGTH;
    while (offset < end) {
      offset = readFrom(offset, end);
    }
    if (!call.isEmpty() && last) {
      findings.note("%s ends in a call that was never finished; it does not count".formatted(file));
      call.clear();
    }
    drain();
  }

  /** Reads up to the next bad bytes; where to go on behind them. */
  private long readFrom(long start, long end) throws IOException {
    try (InputStream in = new BufferedInputStream(disk.read(file, start), BUFFER)) {
      RecordReader reader = new RecordReader(in, number, start, end);
      try {
        for (RecordReader.Read read = reader.next(); read != null; read = reader.next()) {
          call.add(read);
          if (!read.more()) {
            drain();
          }
        }
        return end;
      } catch (DamagedException e) {
        return behind(e, end);
      }
    }
  }

  private void drain() {
    call.forEach(records);
    call.clear();
  }

  private long behind(DamagedException bad, long end) throws IOException {
    long next = next(bad.offset(), end);
    long skipped = next - bad.offset();
    if (last && GoodRecord.find(disk, file, number, bad.offset(), end, bad.offset()) == end) {
      findings.note(
          "%s at %d: %d bytes of the last group are not whole, as after a crash: %s"
              .formatted(file, bad.offset(), skipped, bad.getMessage()));
    } else {
      String what = "%s; %d bytes are lost%s";
      findings.problem(
          file, bad.offset(), what.formatted(bad.getMessage(), skipped, suspect(bad.offset())));
    }
    if (next < end) {
      drain();
    }
    return next;
  }

  /** Its own length first, so that what is inside a damaged body is not taken for a record. */
  private long next(long bad, long end) throws IOException {
    long size = LogRecord.HEADER + (long) header(bad).getInt(0);
    long behind = bad + size;
    if (size >= LogRecord.HEADER
        && behind < end
        && GoodRecord.isRecord(disk, file, number, behind, end)) {
      return behind;
    }
    return behind == end && size > LogRecord.HEADER
        ? end
        : GoodRecord.find(disk, file, number, bad + 1, end, -1);
  }

  private ByteBuffer header(long offset) throws IOException {
    try (InputStream in = disk.read(file, offset)) {
      byte[] bytes = in.readNBytes(LogRecord.HEADER + Long.BYTES);
      return ByteBuffer.allocate(LogRecord.HEADER + Long.BYTES).put(bytes).clear();
    }
  }

  /** Whose record it may have been: the id is the first of its payload. */
  private String suspect(long offset) throws IOException {
    long id = header(offset).getLong(LogRecord.HEADER);
    return id > 0 ? ", maybe of message " + new MessageId(id) : "";
  }
}
