package spooler.store.kit;

import java.util.List;

/**
 * Where an index keeps the messages it has no room for in memory. Nothing on it has to be durable:
 * a store keeps its truth elsewhere.
 *
 * <p><b>Threads:</b> the index calls it under its lock. <b>Failure:</b> a {@link
 * spooler.api.store.StoreException}.
 *
 * @param <B> what the store keeps with a message to find its body again
 */
public interface Shelf<B> {
  /**
   * Puts messages on the shelf.
   *
   * @return the slot they are in, never 0
   */
  long put(List<Shelved<B>> messages);

  /** Reads what is in a slot. */
  List<Shelved<B>> get(long slot);

  /** Gives a slot free. */
  void free(long slot);

  /** Where the contents of a slot are from now on: a shelf may move them to fill gaps. */
  default long moved(long slot) {
    return slot;
  }
}
