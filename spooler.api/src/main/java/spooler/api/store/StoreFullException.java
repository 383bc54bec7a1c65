package spooler.api.store;

/**
 * The store takes no further message for now: a limit is reached. Nothing was changed. What is in
 * the queue is sent, settled and cancelled as ever, and as soon as that makes room, messages are
 * taken again.
 */
public final class StoreFullException extends StoreException {
  private static final long serialVersionUID = 1;

  /** Says what is full, how full, and what to do. */
  public StoreFullException(String message) {
    super(message);
  }
}
