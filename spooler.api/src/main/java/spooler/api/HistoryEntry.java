package spooler.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message that has left the queue, and how it ended.
 *
 * @param number its place among all that finished: larger than that of every one before
 * @param accepted when it was forced to stable storage
 * @param finished when its last recipient came to an end
 * @param size of the body, bytes
 * @param recipients in the order of the envelope
 */
public record HistoryEntry(
    long number,
    MessageId id,
    Envelope envelope,
    Instant accepted,
    Instant finished,
    long size,
    List<Ended> recipients) {
  /** Copies the list. */
  public HistoryEntry {
    recipients = List.copyOf(recipients);
  }

  /**
   * How it ended for one recipient.
   *
   * @param state a final one
   * @param attempts how often it was tried
   * @param transport that decided it, by sending it or by refusing it for good; null when it was
   *     the spooler or a user
   * @param reason the far side's last reply, or why it ended; for people
   */
  public record Ended(
      Recipient recipient,
      RecipientState state,
      int attempts,
      @Nullable String transport,
      String reason) {}
}
