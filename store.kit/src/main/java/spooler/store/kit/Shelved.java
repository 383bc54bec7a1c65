package spooler.store.kit;

import java.util.List;
import spooler.api.store.StoredMessage;

/**
 * One message as it goes to a {@link Shelf} and comes back.
 *
 * @param message as it is; nobody has a claim on it
 * @param body what the store keeps to find its body
 * @param marks of each recipient, the newest flush it was claimed under in its channel
 */
public record Shelved<B>(StoredMessage message, B body, List<Long> marks) {
  /** Copies the list. */
  public Shelved {
    marks = List.copyOf(marks);
  }
}
