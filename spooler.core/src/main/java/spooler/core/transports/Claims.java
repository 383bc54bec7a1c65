package spooler.core.transports;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import spooler.api.store.Claim;
import spooler.api.store.SpoolStore;

/**
 * The claims a lane holds now, so that the watchdog can lengthen their leases while it works and
 * give them back when it is given up. Thread-safe.
 */
public final class Claims {
  // by identity: a claim's value is its whole envelope, too much to hash for every message
  private final Set<Claim> held =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final SpoolStore store;

  Claims(SpoolStore store) {
    this.store = store;
  }

  /** Takes note of new claims. */
  public void add(Collection<Claim> claims) {
    held.addAll(claims);
  }

  /** The claim was settled. */
  public void settled(Claim claim) {
    held.remove(claim);
  }

  /** Gives back all that is still held, as it was. */
  public void giveBack() {
    giveBack(snapshot());
  }

  /** Gives these back, as they were. */
  public void giveBack(List<Claim> back) {
    back.forEach(held::remove);
    if (!back.isEmpty()) {
      store.release(back);
    }
  }

  void renew(Duration lease) {
    List<Claim> now = snapshot();
    if (!now.isEmpty()) {
      store.renew(now, lease);
    }
  }

  private List<Claim> snapshot() {
    synchronized (held) {
      return List.copyOf(held);
    }
  }
}
