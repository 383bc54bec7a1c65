package spooler.store.kit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import spooler.api.MessageId;
import spooler.api.store.Settlement;
import spooler.api.store.StoredMessage.Delivery;

/**
 * What a store does to its index that no client sees: it reads and writes it down, and moves
 * bodies.
 *
 * <p><b>Threads:</b> any; under the index's lock.
 *
 * @param <B> what the store keeps with a message to find its body again
 */
public final class Upkeep<B> {
  private final Object lock;
  private final Lines lines;
  private final Pages<B> pages;

  Upkeep(Object lock, Lines lines, Pages<B> pages) {
    this.lock = lock;
    this.lines = lines;
    this.pages = pages;
  }

  /** Makes an empty index one of the messages of these pages, which are on its shelf. */
  public void restore(List<PageCard> cards) {
    synchronized (lock) {
      pages.restore(cards);
    }
  }

  /**
   * Has every message on the shelf, and tells where each page is; those that are claimed wait
   * there. What was done on another thread meanwhile may be missing.
   */
  public List<PageCard> save() {
    synchronized (lock) {
      return pages.save();
    }
  }

  /**
   * Takes over what some recipients have become, as it was written down by an earlier index. Nobody
   * has a claim yet.
   *
   * @return not accepted when there is no such message
   */
  public Settlement replay(MessageId id, List<Integer> recipients, List<Delivery> deliveries) {
    synchronized (lock) {
      Message<B> message = pages.bring(id);
      if (message == null) {
        return new Settlement(id, false, List.of());
      }
      Change change = new Change(message);
      for (int i = 0; i < recipients.size(); i++) {
        change.put(recipients.get(i), deliveries.get(i));
      }
      recipients.stream()
          .map(place -> message.entries[place])
          .filter(Objects::nonNull)
          .distinct()
          .forEach(change.entries()::add);
      change.entries().forEach(lines::remove);
      Settlement settlement = pages.apply(change);
      pages.makeRoom();
      return settlement;
    }
  }

  /**
   * A message as it would go to the shelf; empty when there is none. For many in a row: its
   * neighbours come to memory with it.
   */
  public Optional<Shelved<B>> shelved(MessageId id) {
    synchronized (lock) {
      Message<B> message = pages.bring(id);
      pages.makeRoom();
      return message == null ? Optional.empty() : Optional.of(message.shelved());
    }
  }

  /** The body of a message is kept elsewhere from now on. */
  public void moved(MessageId id, B body) {
    synchronized (lock) {
      Message<B> message = Objects.requireNonNull(pages.bring(id));
      message.body = body;
      pages.changed(message);
      pages.makeRoom();
    }
  }
}
