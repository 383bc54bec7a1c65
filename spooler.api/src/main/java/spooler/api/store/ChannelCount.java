package spooler.api.store;

/**
 * How much is in one channel. Kept by the store, not counted.
 *
 * @param waiting entries (a message counts once per channel) that no claim holds, due or not
 * @param claimed entries under a claim
 */
public record ChannelCount(long waiting, long claimed) {}
