package spooler.store.file;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;
import spooler.store.kit.Shelved;

/**
 * The messages of one page as bytes: {@code docs/store-format.md}, "Page".
 *
 * @param folder with the segments
 */
record PageCodec(Path folder, BodyFolder bodies) {
  byte[] encode(List<Shelved<Body>> messages) {
    PayloadWriter out = new PayloadWriter().i32(messages.size());
    messages.forEach(message -> write(out, message));
    return out.bytes();
  }

  private static void write(PayloadWriter out, Shelved<Body> shelved) {
    StoredMessage message = shelved.message();
    out.i64(message.id().value()).instant(message.accepted());
    EnvelopeCodec.write(out, message.envelope());
    for (int i = 0; i < message.deliveries().size(); i++) {
      DeliveriesRecord.write(out, message.deliveries().get(i));
      out.i64(shelved.marks().get(i));
    }
    Body body = shelved.body();
    out.i64(body.segment()).i32(body.record()).i64(body.ownFile()).i64(body.offset());
    out.i64(body.length()).i32(body.crc());
  }

  List<Shelved<Body>> decode(ByteBuffer payload) {
    PayloadReader in = new PayloadReader(payload);
    int count = in.i32();
    List<Shelved<Body>> messages = new ArrayList<>();
    Body last = null;
    for (int i = 0; i < count; i++) {
      Shelved<Body> message = read(in, last);
      last = message.body();
      messages.add(message);
    }
    return messages;
  }

  private Shelved<Body> read(PayloadReader in, @Nullable Body last) {
    MessageId id = new MessageId(in.i64());
    Instant accepted = in.instant();
    Envelope envelope = EnvelopeCodec.read(in);
    List<Delivery> deliveries = new ArrayList<>(envelope.recipients().size());
    List<Long> marks = new ArrayList<>(envelope.recipients().size());
    for (int i = 0; i < envelope.recipients().size(); i++) {
      deliveries.add(DeliveriesRecord.readDelivery(in));
      marks.add(in.i64());
    }
    Body body = body(in, last);
    return new Shelved<>(
        new StoredMessage(id, envelope, accepted, body.length(), deliveries), body, marks);
  }

  private Body body(PayloadReader in, @Nullable Body last) {
    long segment = in.i64();
    int record = in.i32();
    long ownFile = in.i64();
    Path file = ownFile == 0 ? segmentFile(segment, last) : bodies.file(ownFile);
    return new Body(segment, record, ownFile, file, in.i64(), in.i64(), in.i32());
  }

  /** Messages that follow each other are in one segment as a rule, and share its path. */
  private Path segmentFile(long segment, @Nullable Body last) {
    return last != null && last.ownFile() == 0 && last.segment() == segment
        ? last.file()
        : Segment.file(folder, segment);
  }
}
