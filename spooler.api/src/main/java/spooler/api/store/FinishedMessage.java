package spooler.api.store;

import java.time.Instant;

/**
 * A message that has left the queue, and how it ended.
 *
 * @param number its place among all that finished: larger than that of every one before
 * @param finished when its last recipient came to an end
 * @param message as it was then: the state of every recipient is final, its channel the last one,
 *     its reason the far side's last reply or why it ended
 */
public record FinishedMessage(long number, Instant finished, StoredMessage message) {
  /** Larger than the number of every message. */
  public static final long NEWEST = Long.MAX_VALUE;
}
