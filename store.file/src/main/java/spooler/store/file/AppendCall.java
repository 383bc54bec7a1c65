package spooler.store.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import spooler.api.MessageId;
import spooler.api.store.NewMessage;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.kit.MessageIds;

/** One batch of messages on its way to the log. */
final class AppendCall implements Call {
  private final StoreFolder folder;
  private final Instant accepted;
  private final List<NewMessage> batch;
  private final List<SealedBody> bodies;
  private final List<LogRecord> records;
  private final List<MessageRecord> messages;
  private final CompletableFuture<List<MessageId>> stage = new CompletableFuture<>();

  private AppendCall(StoreFolder folder, Instant accepted, List<NewMessage> batch) {
    this.folder = folder;
    this.accepted = accepted;
    this.batch = batch;
    this.bodies = new ArrayList<>(batch.size());
    this.records = new ArrayList<>(batch.size());
    this.messages = new ArrayList<>(batch.size());
  }

  /**
   * Encodes a batch.
   *
   * @throws IllegalArgumentException when a body is not good for it
   */
  static AppendCall of(List<NewMessage> batch, Instant accepted, StoreFolder folder) {
    AppendCall call = new AppendCall(folder, accepted, List.copyOf(batch));
    for (NewMessage message : call.batch) {
      SealedBody body = SealedBody.use(message.body(), folder.bodies());
      byte[] head = MessageRecord.head(accepted, message.envelope(), message.channels(), body);
      call.bodies.add(body);
      call.records.add(new LogRecord(LogRecord.MESSAGE, head, body.inline()));
    }
    return call;
  }

  /** Gives the messages their ids; the calls must be submitted in the order of their ids. */
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

  CompletionStage<List<MessageId>> stage() {
    return stage;
  }

  @Override
  public List<LogRecord> records() {
    return records;
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    List<StoredMessage> stored = new ArrayList<>(messages.size());
    List<Body> places = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      home.enter();
      stored.add(messages.get(i).stored());
      places.add(messages.get(i).body(home, payloads.get(i), folder.bodies()));
    }
    folder.index().add(stored, places);
    stage.complete(messages.stream().map(MessageRecord::id).toList());
  }

  @Override
  public void failed(StoreException why) {
    stage.completeExceptionally(why);
  }
}
