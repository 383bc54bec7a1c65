package spooler.store.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;
import spooler.store.kit.Shelved;

/**
 * The payload of a {@link LogRecord#MOVED}: {@code docs/store-format.md}, "Moved message".
 *
 * @param bodyFile number of the body's own file; 0 when the body follows in this payload
 * @param bodyStart where in the payload the body follows
 */
record MovedRecord(StoredMessage message, long bodyFile, int bodyCrc, int bodyStart) {
  private static final int VERSION = 1;

  /**
   * A message as it is now.
   *
   * @param inline the bytes of its body, unless they are in a file of their own
   */
  static LogRecord of(Shelved<Body> shelved, ByteBuffer inline) {
    StoredMessage message = shelved.message();
    PayloadWriter out = new PayloadWriter().i64(message.id().value()).u8(VERSION);
    out.instant(message.accepted());
    EnvelopeCodec.write(out, message.envelope());
    message.deliveries().forEach(delivery -> DeliveriesRecord.write(out, delivery));
    Body body = shelved.body();
    out.i64(body.ownFile()).i64(body.length()).i32(body.crc());
    return new LogRecord(LogRecord.MOVED, out.bytes(), inline);
  }

  static MovedRecord read(ByteBuffer payload) {
    PayloadReader in = new PayloadReader(payload);
    MessageId id = new MessageId(in.i64());
    in.expectVersion(VERSION);
    Instant accepted = in.instant();
    Envelope envelope = EnvelopeCodec.read(in);
    List<Delivery> deliveries = new ArrayList<>(envelope.recipients().size());
    for (int i = 0; i < envelope.recipients().size(); i++) {
      deliveries.add(DeliveriesRecord.readDelivery(in));
    }
    long bodyFile = in.i64();
    StoredMessage message = new StoredMessage(id, envelope, accepted, in.i64(), deliveries);
    return new MovedRecord(message, bodyFile, in.i32(), in.position());
  }

  /**
   * Where the body is.
   *
   * @param payload where in the segment this payload begins
   * @param length of this payload
   */
  Body body(Segment home, long payload, int length, BodyFolder bodies) {
    int record = LogRecord.HEADER + length;
    long size = message.size();
    return bodyFile == 0
        ? new Body(home.number(), record, 0, home.file(), payload + bodyStart, size, bodyCrc)
        : new Body(home.number(), record, bodyFile, bodies.file(bodyFile), 0, size, bodyCrc);
  }
}
