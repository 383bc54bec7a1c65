package spooler.store.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import spooler.api.MessageId;
import spooler.api.store.NewMessage;
import spooler.api.store.StoredMessage;
import spooler.store.kit.MessageIds;

/**
 * Messages being appended: encoded, then named, then entered where they landed in the log. Used by
 * one thread at a time.
 */
final class Batch implements Load {
  private final BodyFolder folder;
  private final Instant accepted;
  private final List<NewMessage> batch;
  private final List<SealedBody> bodies;
  private final List<LogRecord> records;
  private final List<MessageRecord> messages;
  private long bytes;

  private Batch(BodyFolder folder, Instant accepted, List<NewMessage> batch) {
    this.folder = folder;
    this.accepted = accepted;
    this.batch = batch;
    this.bodies = new ArrayList<>(batch.size());
    this.records = new ArrayList<>(batch.size());
    this.messages = new ArrayList<>(batch.size());
  }

  /**
   * Encodes messages.
   *
   * @throws IllegalArgumentException when a body is not good for it
   */
  static Batch of(List<NewMessage> messages, Instant accepted, BodyFolder folder) {
    Batch encoded = new Batch(folder, accepted, List.copyOf(messages));
    for (NewMessage message : encoded.batch) {
      SealedBody body = SealedBody.use(message.body(), folder);
      byte[] head = MessageRecord.head(accepted, message.envelope(), message.channels(), body);
      encoded.bodies.add(body);
      LogRecord record = new LogRecord(LogRecord.MESSAGE, head, body.inline());
      encoded.records.add(record);
      encoded.bytes += LogRecord.HEADER + record.length();
    }
    return encoded;
  }

  /** Gives the messages their ids; they must be submitted in the order of their ids. */
  void name(MessageIds ids) {
    for (int i = 0; i < batch.size(); i++) {
      MessageId id = ids.next();
      byte[] head = records.get(i).head();
      ByteBuffer.wrap(head).putLong(id.value());
      NewMessage message = batch.get(i);
      SealedBody body = bodies.get(i);
      messages.add(
          new MessageRecord(
              id,
              accepted,
              message.envelope(),
              message.channels(),
              body.file(),
              body.size(),
              body.crc(),
              head.length));
    }
  }

  @Override
  public int size() {
    return batch.size();
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void discard() {
    bodies.forEach(body -> folder.throwAway(body.file(), body.size()));
  }

  List<LogRecord> records() {
    return records;
  }

  List<MessageId> ids() {
    return each(MessageRecord::id);
  }

  List<StoredMessage> stored() {
    return each(MessageRecord::stored);
  }

  /** Without a stream: most batches are one message, and the thread that writes the log does it. */
  private <T> List<T> each(Function<MessageRecord, T> of) {
    if (messages.size() == 1) {
      return List.of(of.apply(messages.get(0)));
    }
    return messages.stream().map(of).toList();
  }

  /** Enters the messages in their segment; where their bodies are now. */
  List<Body> enter(Segment home, List<Long> payloads) {
    List<Body> places = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      Body body = messages.get(i).body(home, payloads.get(i), records.get(i).length(), folder);
      home.enter(body);
      folder.enter(body);
      places.add(body);
    }
    return places;
  }
}
