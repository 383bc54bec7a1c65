package spooler.api.store;

import java.util.List;
import spooler.api.MessageId;

/**
 * A message that came in the place of others' recipients.
 *
 * @param appended the new message
 * @param settlements of the outcomes, in order
 */
public record Replacement(MessageId appended, List<Settlement> settlements) {
  /** Copies the list. */
  public Replacement {
    settlements = List.copyOf(settlements);
  }
}
