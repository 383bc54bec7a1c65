package spooler.store.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.store.FinishedMessage;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/**
 * One record of the history: {@code docs/store-format.md}, "History". 16 bytes of header, then the
 * payload.
 *
 * <pre>
 *  0  4  length of the payload
 *  4  4  CRC32C of what follows, the payload included
 *  8  8  number: where in the log the message ended; {@link #SEAL} in the last record of a file
 * </pre>
 *
 * @param number as in the header
 */
record HistoryRecord(long number, ByteBuffer payload) {
  /** Length of the header in bytes. */
  static final int HEADER = 16;

  /** The number of a seal: a file is complete, and this is what is in it. */
  static final long SEAL = Long.MAX_VALUE;

  /** Of a seal's payload. */
  static final int SEAL_LENGTH = 44;

  private static final int CRC = 4;
  private static final int NUMBER = 8;
  private static final int FINISHED = 8 + 1 + 12;
  private static final int VERSION = 1;

  /** Adds a message's record to what is to be written. */
  static void write(PayloadWriter out, FinishedMessage finished) {
    int start = begin(out, finished.number());
    StoredMessage message = finished.message();
    out.i64(message.id().value()).u8(VERSION);
    out.instant(message.accepted()).instant(finished.finished()).i64(message.size());
    EnvelopeCodec.write(out, message.envelope());
    message.deliveries().forEach(delivery -> DeliveriesRecord.write(out, delivery));
    end(out, start);
  }

  /** A seal. */
  static ByteBuffer seal(HistorySpan span) {
    PayloadWriter out = new PayloadWriter();
    int start = begin(out, SEAL);
    out.i64(span.first()).i64(span.last()).i64(span.smallest()).i64(span.largest());
    out.instant(span.newest());
    end(out, start);
    return out.written();
  }

  private static int begin(PayloadWriter out, long number) {
    int start = out.position();
    out.i32(0).i32(0).i64(number);
    return start;
  }

  private static void end(PayloadWriter out, int start) {
    int length = out.position() - start - HEADER;
    out.set(start, length);
    out.set(start + CRC, crc(out.written().slice(start + NUMBER, length + HEADER - NUMBER)));
  }

  /** Header and payload in one piece. */
  static HistoryRecord of(ByteBuffer record) {
    return new HistoryRecord(number(record), record.slice(HEADER, record.limit() - HEADER));
  }

  /** The number in a header. */
  static long number(ByteBuffer header) {
    return header.getLong(NUMBER);
  }

  /** Whether header and payload, in one piece, are as they were written. */
  static boolean isGood(ByteBuffer record) {
    return record.getInt(CRC) == crc(record.slice(NUMBER, record.limit() - NUMBER));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  long id() {
    return payload.getLong(0);
  }

  Instant finished() {
    return Instant.ofEpochSecond(payload.getLong(FINISHED), payload.getInt(FINISHED + 8));
  }

  /** What a seal tells. */
  HistorySpan span() {
    PayloadReader in = new PayloadReader(payload);
    return new HistorySpan(in.i64(), in.i64(), in.i64(), in.i64(), in.instant());
  }

  /**
   * The message.
   *
   * @throws RuntimeException when a later version wrote it
   */
  FinishedMessage message() {
    PayloadReader in = new PayloadReader(payload.duplicate());
    MessageId id = new MessageId(in.i64());
    in.expectVersion(VERSION);
    Instant accepted = in.instant();
    Instant finished = in.instant();
    long size = in.i64();
    Envelope envelope = EnvelopeCodec.read(in);
    List<Delivery> deliveries = new ArrayList<>(envelope.recipients().size());
    for (int i = 0; i < envelope.recipients().size(); i++) {
      deliveries.add(DeliveriesRecord.readDelivery(in));
    }
    return new FinishedMessage(
        number, finished, new StoredMessage(id, envelope, accepted, size, deliveries));
  }
}
