package spooler.api.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.RecipientState;

/**
 * One message as the store holds it.
 *
 * @param accepted when it was forced
 * @param size of the body, bytes
 * @param deliveries one per recipient, in the order of the envelope
 */
public record StoredMessage(
    MessageId id, Envelope envelope, Instant accepted, long size, List<Delivery> deliveries) {
  /** Copies the list. */
  public StoredMessage {
    deliveries = List.copyOf(deliveries);
  }

  /**
   * One recipient's copy.
   *
   * @param channel where it waits, or last waited
   * @param attempts so far
   * @param notBefore not due before; null when due
   * @param owner whose claim it is under; null when it is not claimed
   * @param reason of the last disposition; empty before the first
   */
  public record Delivery(
      RecipientState state,
      Channel channel,
      int attempts,
      @Nullable Instant notBefore,
      @Nullable String owner,
      String reason) {}
}
