package spooler.store.kit;

import java.util.ArrayList;
import java.util.List;
import spooler.api.MessageId;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/**
 * What some recipients of one message become, prepared but not made yet: a store writes it down,
 * then has the index {@linkplain QueueIndex#commit make} it, or {@linkplain QueueIndex#abandon
 * not}. Until then nobody else gets these recipients.
 */
public final class Change {
  private final Message<?> message;
  private final List<Integer> recipients = new ArrayList<>(1);
  private final List<Delivery> deliveries = new ArrayList<>(1);
  private final List<Entry> entries = new ArrayList<>(1);

  Change(Message<?> message) {
    this.message = message;
  }

  Message<?> message() {
    return message;
  }

  /** The pinned entries. */
  List<Entry> entries() {
    return entries;
  }

  void put(int recipient, Delivery delivery) {
    recipients.add(recipient);
    deliveries.add(delivery);
  }

  /**
   * The whole message, once a {@linkplain QueueIndex#commit commit} of this change has told that it
   * finished it: nobody changes it any more.
   */
  public StoredMessage finished() {
    return new StoredMessage(
        message.id, message.envelope, message.accepted, message.size, List.of(message.deliveries));
  }

  /** Whose recipients. */
  public MessageId id() {
    return message.id;
  }

  /** Their places in the envelope. */
  public List<Integer> recipients() {
    return recipients;
  }

  /** What each becomes, in the same order. */
  public List<Delivery> deliveries() {
    return deliveries;
  }
}
