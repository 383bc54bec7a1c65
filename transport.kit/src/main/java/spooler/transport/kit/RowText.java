package spooler.transport.kit;

import org.jspecify.annotations.Nullable;

/**
 * PR_STATUS_STRING of a lane: what it does and with whom, or why it cannot.
 *
 * <p>A trouble stays in the text until the line has worked again, also after the turn it ended:
 * that is when somebody looks. Thread-safe.
 */
final class RowText {
  private String peer; // guarded by this
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

  /** Notes whom it talks to; empty for whom it did; answers whether that is news. */
  synchronized boolean talksTo(String whom) {
    boolean news = !whom.isEmpty() && !whom.equals(peer);
    peer = news ? whom : peer;
    return news;
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
