package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the records of one segment in order. Used by one thread. */
final class RecordReader {
  private final InputStream in;
  private final long segment;
  private final long end;
  private long offset;

  /**
   * @param in positioned at {@code offset}
   * @param end where the segment ends
   */
  RecordReader(InputStream in, long segment, long offset, long end) {
    this.in = in;
    this.segment = segment;
    this.offset = offset;
    this.end = end;
  }

  /**
   * A record that was read.
   *
   * @param payloadOffset where in the file its payload begins
   * @param more whether the next is part of the same call
   */
  record Read(byte type, ByteBuffer payload, long payloadOffset, boolean more) {}

  /**
   * The begin of a record.
   *
   * @param message that it is of
   */
  record Peeked(byte type, long message) {}

  /** Where the next record begins. */
  long offset() {
    return offset;
  }

  /**
   * The next record; null at the end of the segment.
   *
   * @throws DamagedException when there is something, but no record
   */
  @Nullable Read next() throws IOException, DamagedException {
    ByteBuffer header = header();
    return header == null ? null : read(header);
  }

  /**
   * Of which message the next record is, which may be read then or passed over; whether it matches
   * its checksum is not known. There must be one, and the stream must know {@code mark}.
   */
  Peeked peek() throws IOException, DamagedException {
    in.mark(LogRecord.HEADER + Long.BYTES);
    ByteBuffer header = Objects.requireNonNull(header());
    byte[] message = in.readNBytes(Long.BYTES);
    in.reset();
    if (message.length < Long.BYTES) {
      throw new DamagedException(offset, "a record is cut off");
    }
    return new Peeked(header.get(8), ByteBuffer.wrap(message).getLong());
  }

  /** Passes over the next record. There must be one. */
  void skip() throws IOException, DamagedException {
    int length = Objects.requireNonNull(header()).getInt(0);
    in.skipNBytes(length);
    offset += LogRecord.HEADER + length;
  }

  private @Nullable ByteBuffer header() throws IOException, DamagedException {
    if (offset == end) {
      return null;
    }
    ByteBuffer header =
        ByteBuffer.wrap(in.readNBytes((int) Math.min(LogRecord.HEADER, end - offset)));
    if (header.limit() < LogRecord.HEADER) {
      throw new DamagedException(offset, "a record's header is cut off");
    }
    int length = header.getInt(0);
    if (length < 0 || length > LogRecord.MAX_PAYLOAD || length > end - offset - LogRecord.HEADER) {
      throw new DamagedException(offset, "a record's length is %d".formatted(length));
    }
    return header;
  }

  private Read read(ByteBuffer header) throws IOException, DamagedException {
    int length = header.getInt(0);
    ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length));
    int crc = header.getInt(4);
    if (payload.limit() < length || crc != LogRecord.crc(segment, header.putInt(4, 0), payload)) {
      throw new DamagedException(offset, "a record does not match its checksum");
    }
    long payloadOffset = offset + LogRecord.HEADER;
    offset = payloadOffset + length;
    return new Read(header.get(8), payload, payloadOffset, header.get(9) != 0);
  }
}
