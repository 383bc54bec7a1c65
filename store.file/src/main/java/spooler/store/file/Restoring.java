package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import spooler.api.store.StoredMessage;
import spooler.store.kit.Shelved;

/**
 * Brings messages into an open store as they were elsewhere: tries, reasons and recipients that are
 * settled included. They are written as if they had moved.
 *
 * <p><b>Durability:</b> a message is in the store once {@link #force} has returned; bodies too long
 * for the log are forced before. <b>Threads:</b> one, and nobody else uses the store.
 */
final class Restoring {
  private static final int BUFFER = 1 << 16;
  private static final long GROUP_BYTES = 4 << 20;

  private final StoreFolder store;
  private final List<Shelved<Body>> messages = new ArrayList<>();
  private final List<LogRecord> records = new ArrayList<>();
  private long bytes;

  Restoring(StoreFolder store) {
    this.store = store;
  }

  /**
   * Takes a message; what has come together is forced from time to time.
   *
   * @return whether this and all before are in the store now
   */
  boolean add(StoredMessage message, InputStream in) throws IOException {
    SealedBody body = seal(message, in);
    Body place =
        new Body(0, 0, body.file(), store.bodies().file(body.file()), 0, body.size(), body.crc());
    Shelved<Body> shelved = new Shelved<>(message, place, List.of());
    LogRecord record = MovedRecord.of(shelved, body.inline());
    messages.add(shelved);
    records.add(record);
    bytes += record.length();
    if (bytes < GROUP_BYTES) {
      return false;
    }
    force();
    return true;
  }

  private SealedBody seal(StoredMessage message, InputStream in) throws IOException {
    try (FileBodyWriter writer =
        new FileBodyWriter(store.bodies(), store.quota(), message.size())) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        writer.write(buffer, 0, count);
      }
      return SealedBody.use(writer.seal(), store.bodies());
    }
  }

  /** Has all on the disk that was taken. */
  void force() throws IOException {
    Segment home = store.log().begin();
    List<Long> payloads = new ArrayList<>(records.size());
    for (LogRecord record : records) {
      payloads.addAll(store.log().put(List.of(record)));
    }
    store.log().force();
    for (int i = 0; i < records.size(); i++) {
      Shelved<Body> message = messages.get(i);
      enter(home, message, message.body().movedTo(home, payloads.get(i), records.get(i)));
    }
    messages.clear();
    records.clear();
    bytes = 0;
    store.checkpoint().takeIfDue();
  }

  private void enter(Segment home, Shelved<Body> message, Body place) {
    store.index().add(List.of(message.message()), List.of(place));
    store.index().announce();
    home.enter(place);
    store.bodies().enter(place);
  }
}
