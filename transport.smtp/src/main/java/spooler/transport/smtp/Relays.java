package spooler.transport.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The relays of a transport, the preferred one first. One that stands in for it is kept to for a
 * while, so that a relay that is down is not called again for every message.
 *
 * <p><b>Threads:</b> any; guarded by {@code this}.
 */
final class Relays {
  private final List<Relay> all;
  private final long failback;
  private final Ticker ticker;
  private int current; // guarded by this
  private long since; // when it began to stand in; guarded by this
  private Relay used; // the last that let us in; guarded by this

  /**
   * All of them.
   *
   * @param failback how long another one than the first is kept to
   */
  Relays(List<Relay> all, Duration failback, Ticker ticker) {
    this.all = List.copyOf(all);
    this.used = all.get(0);
    this.failback = failback.toNanos();
    this.ticker = ticker;
  }

  /** In the order in which they are to be called now; each once. */
  synchronized List<Relay> inOrder() {
    if (current != 0 && ticker.nanoTime() - since >= failback) {
      current = 0;
    }
    List<Relay> order = new ArrayList<>(all);
    order.add(0, order.remove(current));
    return order;
  }

  /** Whether that is the one to use now. */
  boolean isCurrent(Relay relay) {
    return inOrder().get(0).equals(relay);
  }

  /** That one has let us in; answers whether it is another one than the last time. */
  synchronized boolean reached(Relay relay) {
    boolean news = !relay.equals(used);
    used = relay;
    goTo(all.indexOf(relay));
    return news;
  }

  /** That one has let us in and then failed: the next is called first, for a while. */
  synchronized void failed(Relay relay) {
    int place = all.indexOf(relay);
    if (place == current) {
      goTo((place + 1) % all.size());
    }
  }

  private void goTo(int place) {
    if (place != current) {
      current = place;
      since = ticker.nanoTime();
    }
  }
}
