package spooler.store.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/**
 * The payload of a {@link LogRecord#MESSAGE}: {@code docs/store-format.md}, "Message".
 *
 * @param channels where each recipient waits at first
 * @param bodyFile number of the body's own file; 0 when the body follows in this payload
 * @param bodyStart where in the payload the body follows
 */
record MessageRecord(
    MessageId id,
    Instant accepted,
    Envelope envelope,
    List<Channel> channels,
    long bodyFile,
    long bodySize,
    int bodyCrc,
    int bodyStart) {
  private static final int VERSION = 1;

  /** The payload without an inline body, and without its id in the first 8 bytes. */
  static byte[] head(Instant accepted, Envelope envelope, List<Channel> channels, SealedBody body) {
    PayloadWriter out = new PayloadWriter().i64(0).u8(VERSION).instant(accepted);
    EnvelopeCodec.write(out, envelope);
    Map<Channel, Integer> numbers = new LinkedHashMap<>();
    channels.forEach(channel -> numbers.putIfAbsent(channel, numbers.size()));
    out.u16(numbers.size());
    numbers.keySet().forEach(channel -> out.text(channel.key()));
    channels.forEach(channel -> out.u16(numbers.getOrDefault(channel, 0)));
    return out.i64(body.file()).i64(body.size()).i32(body.crc()).bytes();
  }

  static MessageRecord read(ByteBuffer payload) {
    PayloadReader in = new PayloadReader(payload);
    MessageId id = new MessageId(in.i64());
    in.expectVersion(VERSION);
    Instant accepted = in.instant();
    Envelope envelope = EnvelopeCodec.read(in);
    List<Channel> distinct = new ArrayList<>();
    for (int left = in.u16(); left > 0; left--) {
      distinct.add(new Channel(in.text()));
    }
    List<Channel> channels = new ArrayList<>(envelope.recipients().size());
    for (int i = 0; i < envelope.recipients().size(); i++) {
      channels.add(distinct.get(in.u16()));
    }
    return new MessageRecord(
        id, accepted, envelope, channels, in.i64(), in.i64(), in.i32(), in.position());
  }

  /**
   * Where the body is.
   *
   * @param payload where in the segment this payload begins
   * @param length of this payload
   */
  Body body(Segment home, long payload, int length, BodyFolder bodies) {
    int record = LogRecord.HEADER + length;
    return bodyFile == 0
        ? new Body(home.number(), record, 0, home.file(), payload + bodyStart, bodySize, bodyCrc)
        : new Body(home.number(), record, bodyFile, bodies.file(bodyFile), 0, bodySize, bodyCrc);
  }

  /** The message before anything happened to it. */
  StoredMessage stored() {
    List<Delivery> deliveries = new ArrayList<>(channels.size());
    for (Channel channel : channels) {
      deliveries.add(
          new Delivery(RecipientState.WAITING, channel, 0, envelope.notBefore(), null, ""));
    }
    return new StoredMessage(id, envelope, accepted, bodySize, deliveries);
  }
}
