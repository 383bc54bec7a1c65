package spooler.transport.kit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import spooler.api.Recipient;

/** What media talk to, in memory: takes mail, holds mail, and can be out of reach. Thread-safe. */
final class FarSide {
  /** The one recipient that it does not know. */
  static final Recipient STRANGER = Recipient.to("stranger@example.org");

  private final Deque<String> waiting = new ArrayDeque<>();
  private int arrived;
  private boolean reachable = true;

  synchronized void check() throws IOException {
    if (!reachable) {
      throw new IOException("nobody answers");
    }
  }

  synchronized void setReachable(boolean now) {
    reachable = now;
  }

  synchronized void take() {
    arrived++;
  }

  synchronized int arrived() {
    return arrived;
  }

  synchronized void hold(String body) {
    waiting.add(body);
  }

  synchronized @Nullable String first() {
    return waiting.peek();
  }

  /** Forgets the first; answers whether more is waiting. */
  synchronized boolean removeFirst() {
    waiting.remove();
    return !waiting.isEmpty();
  }
}
