package spooler.store.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Priority;
import spooler.api.RecipientState;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/**
 * One message of the index. Guarded by the index's lock.
 *
 * @param <B> what the store keeps to find the body again
 */
final class Message<B> {
  private static final int SIZE_BITS = 56;

  final MessageId id;
  final Envelope envelope;
  final Instant accepted;
  final long size;
  B body;

  /** By recipient; the owner is left out, the entry knows it. */
  final Delivery[] deliveries;

  /** By recipient: the entry it waits in; null once it is settled. */
  final @Nullable Entry[] entries;

  /** Where it is kept. */
  @Nullable Page<B> page;

  Message(StoredMessage stored, B body) {
    this.id = stored.id();
    this.envelope = stored.envelope();
    this.accepted = stored.accepted();
    this.size = stored.size();
    this.body = body;
    this.deliveries = stored.deliveries().toArray(Delivery[]::new);
    this.entries = new Entry[deliveries.length];
  }

  /** When its time ends; {@link Instant#MAX} for never. */
  Instant expires() {
    Instant end = envelope.expires();
    return end == null ? Instant.MAX : end;
  }

  /** Its place by grade: by priority, then by size. */
  long rank() {
    long grade = (long) Priority.URGENT.value() - envelope.priority().value();
    return grade << SIZE_BITS | Math.min(size, (1L << SIZE_BITS) - 1);
  }

  /** Room it takes in memory. */
  int weight() {
    return 1 + deliveries.length;
  }

  Shelved<B> shelved() {
    List<Long> marks = new ArrayList<>(entries.length);
    for (Entry entry : entries) {
      marks.add(entry == null ? 0 : entry.mark);
    }
    return new Shelved<>(
        new StoredMessage(id, envelope, accepted, size, List.of(deliveries)), body, marks);
  }

  /** The distinct entries its open recipients are in. */
  List<Entry> openEntries() {
    List<Entry> open = new ArrayList<>(1);
    for (int place = 0; place < entries.length; place++) {
      Entry entry = entries[place];
      if (entry != null && entry.recipients.get(0) == place) {
        open.add(entry);
      }
    }
    return open;
  }

  /** Whether somebody holds one of its entries. */
  boolean isHeld() {
    for (Entry entry : entries) {
      if (entry != null && entry.lease != null) {
        return true;
      }
    }
    return false;
  }

  /** The final state of every recipient; empty while one is open. */
  List<RecipientState> finished() {
    List<RecipientState> states = new ArrayList<>(deliveries.length);
    for (Delivery delivery : deliveries) {
      if (!delivery.state().isFinal()) {
        return List.of();
      }
      states.add(delivery.state());
    }
    return states;
  }

  StoredMessage view(Instant now) {
    List<Delivery> seen = new ArrayList<>(deliveries.length);
    for (int place = 0; place < deliveries.length; place++) {
      Entry entry = entries[place];
      seen.add(entry == null ? deliveries[place] : entry.view(deliveries[place], now));
    }
    return new StoredMessage(id, envelope, accepted, size, seen);
  }
}
