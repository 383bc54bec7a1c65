package spooler.api.store;

/**
 * A waiting line of the store: the recipients of a message that wait for the same thing share one.
 * The spooler makes the key from what was asked for (address type, who refused it already), never
 * from a resolved route; to a store it is an opaque name. There are few of them: their number grows
 * with the configuration, not with the queue.
 *
 * @param key not empty, at most 255 characters
 */
public record Channel(String key) {
  /** Checks the length. */
  public Channel {
    if (key.isEmpty() || key.length() > 255) {
      throw new IllegalArgumentException("channel keys have 1 to 255 characters: " + key);
    }
  }

  @Override
  public String toString() {
    return key;
  }
}
