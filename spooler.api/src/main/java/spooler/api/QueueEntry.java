package spooler.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of the queue, and why it is still there.
 *
 * @param accepted when it was forced to stable storage
 * @param size of the body, bytes
 * @param recipients in the order of the envelope, the settled ones included
 */
public record QueueEntry(
    MessageId id, Envelope envelope, Instant accepted, long size, List<Waiting> recipients) {
  /** Copies the list. */
  public QueueEntry {
    recipients = List.copyOf(recipients);
  }

  /**
   * One recipient of it.
   *
   * @param state where the recipient's copy is
   * @param held whether it waits for its release ({@link Session#hold}) and for nothing else
   * @param attempts so far
   * @param nextAttempt not before; null when it may go now or waits for something else than time
   * @param route the transport that would carry it now; null when none is present for it
   * @param reason why it is still here, for people
   */
  public record Waiting(
      Recipient recipient,
      RecipientState state,
      boolean held,
      int attempts,
      @Nullable Instant nextAttempt,
      @Nullable String route,
      String reason) {}
}
