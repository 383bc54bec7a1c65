package spooler.store.kit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.StoredMessage.Delivery;

/**
 * Recipients of one message that wait in one channel until the same time, after as many attempts:
 * they are claimed together. Ordered as they are offered. Guarded by the index's lock.
 */
final class Entry implements Waiting {
  final Message<?> message;
  final Channel channel;
  final List<Integer> recipients;
  final int attempts;

  /** {@link Instant#MIN} for at once. */
  final Instant due;

  /** The newest flush it was claimed under, in this channel. */
  long mark;

  /** Null when nobody holds it. */
  @Nullable Lease lease;

  /**
   * @param delivery what its recipients have in common
   */
  Entry(Message<?> message, Delivery delivery, List<Integer> recipients, long mark) {
    this.message = message;
    this.channel = delivery.channel();
    this.recipients = List.copyOf(recipients);
    this.attempts = delivery.attempts();
    this.due = delivery.notBefore() == null ? Instant.MIN : delivery.notBefore();
    this.mark = mark;
  }

  Claim claim(long epoch) {
    return new Claim(
        message.id, message.envelope, channel, recipients, attempts, message.size, epoch);
  }

  Delivery view(Delivery delivery, Instant now) {
    return new Delivery(
        lease == null ? RecipientState.WAITING : RecipientState.SENDING,
        channel,
        attempts,
        due.isAfter(now) ? due : null,
        lease == null ? null : lease.owner(),
        delivery.reason());
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public MessageId id() {
    return message.id;
  }

  @Override
  public int number() {
    return recipients.get(0);
  }

  @Override
  public Instant due() {
    return due;
  }

  @Override
  public long mark() {
    return mark;
  }

  @Override
  public Instant expires() {
    return message.expires();
  }

  @Override
  public long rank() {
    return message.rank();
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public Entry entry() {
    return this;
  }

  // Entries are compared by identity everywhere but in order; two with the same place are the same.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return scattered();
  }
}
