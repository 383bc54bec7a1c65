package spooler.store.kit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import spooler.api.store.ResourceClaim;
import spooler.api.store.ResourceLeases;

/**
 * The leases of a store that only one process uses. In memory.
 *
 * <p><b>Threads:</b> any; its own lock, held for memory operations.
 */
public final class LocalLeases implements ResourceLeases {
  private final Map<String, ResourceClaim> leases = new HashMap<>();
  private final Clock clock;
  private long epoch;

  /**
   * No leases yet.
   *
   * @param floor at least as large as every epoch of an earlier owner of the same store
   */
  public LocalLeases(Clock clock, long floor) {
    this.clock = clock;
    this.epoch = floor;
  }

  @Override
  public synchronized ResourceClaim claim(String resource, String owner, Duration lease) {
    Instant now = clock.instant();
    ResourceClaim other = leases.get(resource);
    if (other != null && now.isBefore(other.until())) {
      return new ResourceClaim(resource, other.owner(), other.until(), other.epoch(), false);
    }
    ResourceClaim mine = new ResourceClaim(resource, owner, now.plus(lease), ++epoch, true);
    leases.put(resource, mine);
    return mine;
  }

  @Override
  public synchronized void release(ResourceClaim claim) {
    leases.remove(claim.resource(), claim);
  }
}
