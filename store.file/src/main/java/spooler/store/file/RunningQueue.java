package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import spooler.api.MessageId;
import spooler.api.store.StoreException;
import spooler.store.kit.QueueIndex;
import spooler.store.kit.Shelved;

/**
 * The messages of a store that is in use, one after the other, for somebody who only looks. What
 * comes meanwhile may be missed; what goes meanwhile is passed over.
 *
 * <p><b>Threads:</b> any; nobody is held up but for the memory operations of one message.
 */
record RunningQueue(SegmentStore store) {
  private QueueIndex<Body> index() {
    return store.folder().index();
  }

  /** Does something with every message, in ascending order. */
  void forEach(Progress progress, MessageWork work) throws IOException {
    work.onEach(index(), progress);
  }

  /** Where a message stands; empty when it has left. Its neighbours come to memory with it. */
  Optional<Body> place(MessageId id) {
    return index().upkeep().shelved(id).map(Shelved::body);
  }

  /**
   * The bytes of a message; empty when it has left.
   *
   * @throws StoreException when it is in the queue, and its body cannot be opened
   */
  Optional<InputStream> open(MessageId id) {
    try {
      return Optional.of(store.openBody(id));
    } catch (StoreException e) {
      if (place(id).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
