package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import spooler.api.MessageId;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.kit.Shelved;

/**
 * Messages that come into the store as they were elsewhere, on their way to the log: tries, reasons
 * and recipients that are settled included. They are written as if they had moved.
 *
 * <p><b>Durability:</b> all of them or none; bodies too long for the log are forced when they are
 * added. <b>Threads:</b> one until it is submitted, then the one that writes the log.
 */
final class RestoreCall implements Call, Load {
  /** Records of this many bytes are enough for one call. */
  static final long ENOUGH = 4 << 20;

  private static final int BUFFER = 1 << 16;

  private final StoreFolder folder;
  private final List<Shelved<Body>> messages = new ArrayList<>();
  private final List<LogRecord> records = new ArrayList<>();
  private final CompletableFuture<Integer> stage = new CompletableFuture<>();

  RestoreCall(StoreFolder folder) {
    this.folder = folder;
  }

  /**
   * Adds a message with the id it has.
   *
   * @param in its bytes, from the start
   */
  void add(StoredMessage message, InputStream in) throws IOException {
    SealedBody body = seal(message, in);
    BodyFolder bodies = folder.bodies();
    Body place = new Body(0, 0, body.file(), bodies.file(body.file()), 0, body.size(), body.crc());
    Shelved<Body> shelved = new Shelved<>(message, place, List.of());
    messages.add(shelved);
    records.add(MovedRecord.of(shelved, body.inline()));
  }

  private SealedBody seal(StoredMessage message, InputStream in) throws IOException {
    try (FileBodyWriter writer =
        new FileBodyWriter(folder.bodies(), folder.quota(), message.size())) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        writer.write(buffer, 0, count);
      }
      return SealedBody.use(writer.seal(), folder.bodies());
    }
  }

  /** Gives all of them new ids. */
  @Override
  public void ordered() {
    for (int i = 0; i < messages.size(); i++) {
      MessageId id = folder.ids().next();
      ByteBuffer.wrap(records.get(i).head()).putLong(id.value());
      Shelved<Body> old = messages.get(i);
      StoredMessage renamed = renamed(old.message(), id);
      messages.set(i, new Shelved<>(renamed, old.body(), List.of()));
    }
  }

  /** The same message under another id. */
  static StoredMessage renamed(StoredMessage old, MessageId id) {
    return new StoredMessage(id, old.envelope(), old.accepted(), old.size(), old.deliveries());
  }

  @Override
  public int size() {
    return messages.size();
  }

  @Override
  public long bytes() {
    return Call.super.bytes();
  }

  @Override
  public void discard() {
    messages.forEach(
        message -> folder.bodies().throwAway(message.body().ownFile(), message.body().length()));
  }

  /** Completes with how many they are, once all are forced. */
  CompletionStage<Integer> stage() {
    return stage;
  }

  @Override
  public List<LogRecord> records() {
    return records;
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    for (int i = 0; i < messages.size(); i++) {
      Shelved<Body> message = messages.get(i);
      Body place = message.body().movedTo(home, payloads.get(i), records.get(i));
      folder.index().add(List.of(message.message()), List.of(place));
      home.enter(place);
      folder.bodies().enter(place);
    }
    folder.quota().landed(this);
  }

  @Override
  public void tell() {
    stage.complete(size());
  }

  @Override
  public void failed(StoreException why) {
    folder.quota().failed(this);
    stage.completeExceptionally(why);
  }
}
