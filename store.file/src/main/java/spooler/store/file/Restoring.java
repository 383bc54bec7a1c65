package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import spooler.api.store.StoredMessage;

/**
 * Brings messages into a store that nobody else uses, as they were elsewhere.
 *
 * <p><b>Durability:</b> a message is in the store once {@link #force} has returned. <b>Threads:</b>
 * one.
 */
final class Restoring {
  private final StoreFolder store;
  private RestoreCall call;

  Restoring(StoreFolder store) {
    this.store = store;
    this.call = new RestoreCall(store);
  }

  /**
   * Takes a message with the id it has; what has come together is forced from time to time.
   *
   * @return whether this and all before are in the store now
   */
  boolean add(StoredMessage message, InputStream in) throws IOException {
    call.add(message, in);
    if (call.bytes() < RestoreCall.ENOUGH) {
      return false;
    }
    force();
    return true;
  }

  /** Has all on the disk that was taken. */
  void force() throws IOException {
    store.quota().take(call);
    Segment home = store.log().begin();
    List<Long> payloads = store.log().put(call.records());
    store.log().force();
    call.forced(home, payloads);
    store.index().announce();
    call = new RestoreCall(store);
    store.checkpoint().takeIfDue();
  }
}
