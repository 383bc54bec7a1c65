package spooler.api.store;

/**
 * How much is in one channel. Kept by the store, not counted.
 *
 * @param waiting entries that no claim holds, due or not; the recipients of a message that wait in
 *     the same channel until the same time are one
 * @param claimed entries under a claim
 */
public record ChannelCount(long waiting, long claimed) {}
