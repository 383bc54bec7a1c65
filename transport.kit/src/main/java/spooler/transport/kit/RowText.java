package spooler.transport.kit;

import org.jspecify.annotations.Nullable;

/**
 * PR_STATUS_STRING of a lane: what it does and with whom, or why it cannot.
 *
 * <p>A trouble stays in the text until the line has worked again, also after the turn it ended:
 * that is when somebody looks. Thread-safe.
 */
final class RowText {
  private final String peer;

  private String doing = "ready"; // guarded by this
  private @Nullable String trouble; // guarded by this

  RowText(String peer) {
    this.peer = peer;
  }

  /** Notes what the lane does from now on, such as {@code sending}; answers the text. */
  synchronized String doing(String what) {
    doing = what;
    return toString();
  }

  /** Notes why the line does not work; answers the text. */
  synchronized String trouble(String reason) {
    trouble = reason;
    return toString();
  }

  /** Notes that the line works; answers whether that is news. */
  synchronized boolean works() {
    boolean news = trouble != null;
    trouble = null;
    return news;
  }

  @Override
  public synchronized String toString() {
    if (trouble != null) {
      return trouble;
    }
    return peer.isEmpty() ? doing : doing + " (" + peer + ")";
  }
}
