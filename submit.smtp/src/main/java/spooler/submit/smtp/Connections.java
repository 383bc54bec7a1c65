package spooler.submit.smtp;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections there are, in all and of each address. Any thread. */
final class Connections {
  private final int most;
  private final int mostPerAddress;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  Connections(Limits limits) {
    this.most = limits.connections();
    this.mostPerAddress = limits.connectionsPerAddress();
  }

  /** Enters one; false, and nothing is counted, when that is too many. */
  boolean enter(InetAddress peer) {
    if (all.incrementAndGet() > most) {
      all.decrementAndGet();
      return false;
    }
    if (perAddress.merge(peer, 1, Integer::sum) > mostPerAddress) {
      leave(peer);
      return false;
    }
    return true;
  }

  /** One that was entered has ended. */
  void leave(InetAddress peer) {
    perAddress.computeIfPresent(peer, (key, count) -> count == 1 ? null : count - 1);
    all.decrementAndGet();
  }
}
