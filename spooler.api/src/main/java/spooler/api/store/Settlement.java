package spooler.api.store;

import java.util.List;
import spooler.api.MessageId;
import spooler.api.RecipientState;

/**
 * What a write-back did.
 *
 * @param accepted false when the claim was not the caller's any more; nothing was changed then
 * @param finished the final states of all recipients when this was the last of them and the message
 *     left the queue; empty otherwise
 */
public record Settlement(MessageId id, boolean accepted, List<RecipientState> finished) {
  /** Copies the list. */
  public Settlement {
    finished = List.copyOf(finished);
  }
}
