package spooler.core.transports;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;
import spooler.api.store.SpoolStore;

/**
 * The claims a lane holds now, so that the watchdog can lengthen their leases while it works and
 * give them back when it is given up. Thread-safe.
 */
public final class Claims {
  private static final Duration SHORT = Duration.ofMinutes(1);

  // by identity: a claim's value is its whole envelope, too much to hash for every message
  private final Set<Claim> held =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final SpoolStore store;
  private @Nullable MessageId begun; // guarded by held

  Claims(SpoolStore store) {
    this.store = store;
  }

  /** The channels in which anything is. */
  Set<Channel> channels() {
    return store.counts().keySet();
  }

  /** Claims what is in these channels, due or not. */
  List<Claim> claim(List<Channel> channels, int max) {
    List<Claim> claims =
        store.claim(new ClaimRequest(channels, max, SHORT, "log-off", FlushMark.NONE, true, null));
    add(claims);
    return claims;
  }

  /** Takes note of new claims. */
  public void add(Collection<Claim> claims) {
    held.addAll(claims);
  }

  /** These are being submitted now; answers those that were not taken back before. */
  public List<Claim> begin(List<Claim> message) {
    synchronized (held) {
      begun = message.get(0).id();
      return held.containsAll(message) ? message : message.stream().filter(held::contains).toList();
    }
  }

  /** Gives back what is held of that message and was not begun, so that others may have it. */
  void withdraw(MessageId id) {
    List<Claim> unbegun;
    synchronized (held) {
      unbegun =
          id.equals(begun)
              ? List.of()
              : held.stream().filter(claim -> claim.id().equals(id)).toList();
    }
    giveBack(unbegun);
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
