package spooler.api.store;

/**
 * A flush, as the store knows it: one number, larger than every earlier one. A message claimed
 * under a mark remembers it for the channel it was claimed in, and is not offered there again under
 * that mark or an older one; a recipient that moves to another channel is new to the flush there
 * (R54). Marks of messages are forgotten with their claims when the store's owner ends. So a flush
 * of a million waiting messages changes no row until it is that row's turn.
 */
public record FlushMark(long value) {
  /** No flush: ordinary claims, which leave the message's mark alone. */
  public static final FlushMark NONE = new FlushMark(0);
}
