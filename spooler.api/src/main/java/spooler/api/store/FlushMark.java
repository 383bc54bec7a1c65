package spooler.api.store;

/**
 * A flush, as the store knows it: one number, larger than every earlier one. A message claimed
 * under a mark remembers it, and is not offered again under that mark or an older one. So a flush
 * of a million waiting messages changes no row until it is that row's turn.
 */
public record FlushMark(long value) {
  /** No flush: ordinary claims, which leave the message's mark alone. */
  public static final FlushMark NONE = new FlushMark(0);
}
