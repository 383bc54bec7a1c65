package spooler.api.store;

import java.util.List;
import spooler.api.Envelope;
import spooler.api.MessageId;

/**
 * A lease on the recipients of one message that wait in one channel until the same time, after as
 * many attempts.
 *
 * @param channel where they waited
 * @param recipients their places in the envelope, ascending
 * @param attempts how often it was tried before, not counting this time
 * @param size of the body, bytes
 * @param epoch rises with every claim; a write-back with an old one is refused, so that a late
 *     owner cannot overwrite a newer one
 */
public record Claim(
    MessageId id,
    Envelope envelope,
    Channel channel,
    List<Integer> recipients,
    int attempts,
    long size,
    long epoch) {
  /** Copies the list. */
  public Claim {
    recipients = List.copyOf(recipients);
  }
}
