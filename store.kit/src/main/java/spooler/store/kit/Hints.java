package spooler.store.kit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import spooler.api.store.SpoolStore.Subscription;

/**
 * Who wants to know that something may be claimable. They are called on the thread that made it so;
 * one that throws costs the others nothing.
 *
 * <p><b>Threads:</b> any; no lock is held.
 */
final class Hints {
  private static final System.Logger LOG = System.getLogger("spooler.store");

  // By registration: the same hint may be registered twice, and ended once.
  private final Map<Object, Runnable> hints = new ConcurrentHashMap<>();

  Subscription add(Runnable hint) {
    Object registration = new Object();
    hints.put(registration, hint);
    return () -> hints.remove(registration);
  }

  void run() {
    for (Runnable hint : hints.values()) {
      try {
        hint.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a listener for ready messages failed", e);
      }
    }
  }
}
