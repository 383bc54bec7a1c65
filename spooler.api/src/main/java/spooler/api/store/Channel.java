package spooler.api.store;

/**
 * A waiting line of the store: the recipients of a message that wait for the same thing share one.
 * The spooler makes the key from what was asked for (address type, who refused it already), never
 * from a resolved route; to a store it is an opaque name. There are few of them: their number grows
 * with the configuration, not with the queue.
 *
 * @param key not empty, at most {@value #MAX_LENGTH} characters
 */
public record Channel(String key) {
  /** Longest key, in characters: room for the names of dozens of transports. */
  public static final int MAX_LENGTH = 4096;

  /** Checks the length. */
  public Channel {
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "channel keys have 1 to %d characters: %s".formatted(MAX_LENGTH, key));
    }
  }

  @Override
  public String toString() {
    return key;
  }
}
