package spooler.store.file;

import java.io.IOException;
import java.util.List;
import spooler.api.store.StoredMessage;
import spooler.store.kit.QueueIndex;

/** What is done with each message of a queue. */
@FunctionalInterface
interface MessageWork {
  /** Messages that are in memory for it at a time. */
  int PAGE = 500;

  /** Does it with one. */
  void on(StoredMessage message) throws IOException;

  /**
   * Does it with every message, in ascending order. What comes and goes meanwhile may be missed.
   */
  default void onEach(QueueIndex<Body> index, Progress progress) throws IOException {
    long done = 0;
    List<StoredMessage> page = index.list(null, PAGE);
    while (!page.isEmpty()) {
      for (StoredMessage message : page) {
        on(message);
      }
      done += page.size();
      progress.at("messages", done, index.size());
      page = index.list(page.get(page.size() - 1).id(), PAGE);
    }
  }
}
