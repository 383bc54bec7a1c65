package spooler.core.transports;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.store.ResourceClaim;
import spooler.api.store.ResourceLeases;
import spooler.api.store.StoreException;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;

/**
 * Grants each named exclusive resource to one lane at a time: to one of this spooler's by its own
 * books, and to one of all spoolers that share the store by the store's. Thread-safe: its monitor
 * guards the grants, and nothing is called under it.
 *
 * <p>Lanes never wait here: the order of the flush is the queue (semantics 4.5). Only the flush
 * waits, for a session that is ending. A lane's grants end with its turn at the latest.
 */
public final class ResourceBroker {
  private static final System.Logger LOG = System.getLogger("spooler.core");

  private final Map<String, Grant> grants = new HashMap<>(); // guarded by this
  private final ResourceLeases shared;
  private final Clock clock;
  private volatile Consumer<String> changed = resource -> {};

  /**
   * Nothing is granted yet.
   *
   * @param shared what all spoolers have in common that use the same store
   */
  public ResourceBroker(ResourceLeases shared, Clock clock) {
    this.shared = shared;
    this.clock = clock;
  }

  /**
   * Who holds a resource.
   *
   * @param lane the holder, as shown to people
   * @param until when it promised to give it back
   */
  public record Holder(String resource, String lane, Instant since, Instant until) {
    /** For people. */
    @Override
    public String toString() {
      return "held by %s since %s, until %s at most".formatted(lane, since, until);
    }
  }

  /** One grant: the same as no other, whatever the names and times. */
  private static final class Grant {
    final Object owner;
    final Holder holder;
    @Nullable ResourceClaim shared; // guarded by the broker

    Grant(Object owner, Holder holder) {
      this.owner = owner;
      this.holder = holder;
    }
  }

  /** Tells {@code listener} the name of each resource that is granted or given back. */
  public void onChange(Consumer<String> listener) {
    changed = listener;
  }

  /**
   * Grants it to {@code owner}: a lane's logon, for a later logon may have a lane of the same name.
   *
   * @param lane the owner's name, as shown to people
   */
  ResourceLease acquire(String resource, Object owner, String lane, Duration limit)
      throws ResourceBusyException {
    Grant mine = grant(resource, owner, lane, limit);
    try {
      keep(mine, claim(resource, lane, limit));
    } catch (ResourceBusyException elsewhere) {
      release(mine);
      throw elsewhere;
    }
    changed.accept(resource);
    return new Lease(mine);
  }

  private synchronized Grant grant(String resource, Object owner, String lane, Duration limit)
      throws ResourceBusyException {
    Instant now = clock.instant();
    Grant mine = new Grant(owner, new Holder(resource, lane, now, now.plus(limit)));
    Grant other = grants.putIfAbsent(resource, mine);
    if (other != null) {
      throw new ResourceBusyException("%s is %s".formatted(resource, other.holder));
    }
    return mine;
  }

  private void keep(Grant mine, ResourceClaim claim) throws ResourceBusyException {
    synchronized (this) {
      if (grants.get(claim.resource()) == mine) {
        mine.shared = claim;
        return;
      }
    }
    giveBack(claim);
    throw new ResourceBusyException(
        "the logon that asked for %s has ended".formatted(claim.resource()));
  }

  private ResourceClaim claim(String resource, String lane, Duration limit)
      throws ResourceBusyException {
    ResourceClaim claim;
    try {
      claim = shared.claim(resource, lane, limit);
    } catch (StoreException e) {
      throw new ResourceBusyException(
          "nobody can tell whether %s is free: %s".formatted(resource, e.getMessage()));
    }
    if (!claim.granted()) {
      throw new ResourceBusyException(
          "%s is held by %s, of another spooler, until %s at most"
              .formatted(resource, claim.owner(), claim.until()));
    }
    return claim;
  }

  /** Ends whatever it still holds. */
  void releaseAll(Object owner) {
    List<Grant> held;
    synchronized (this) {
      held = grants.values().stream().filter(grant -> grant.owner == owner).toList();
    }
    held.forEach(this::release);
  }

  private void release(Grant grant) {
    sharedBy(grant).ifPresent(this::giveBack); // first, so that who sees it free here can have it
    boolean mine;
    synchronized (this) {
      mine = grants.remove(grant.holder.resource(), grant);
      notifyAll();
    }
    if (mine) {
      changed.accept(grant.holder.resource());
    }
  }

  private synchronized Optional<ResourceClaim> sharedBy(Grant grant) {
    return Optional.ofNullable(grant.shared);
  }

  /** What cannot be given back comes back by itself, when the lease ends. */
  private void giveBack(ResourceClaim claim) {
    try {
      shared.release(claim);
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "{0} is free only at {1}: {2}", claim.resource(), claim.until(), e);
    }
  }

  /** Waits until nobody holds it; false when that took longer than {@code limit}. */
  public synchronized boolean awaitFree(@Nullable String resource, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (holder(resource).isPresent() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    return holder(resource).isEmpty();
  }

  /** Who holds the resource now; empty for nobody, and for no resource. */
  public synchronized Optional<Holder> holder(@Nullable String resource) {
    return resource == null
        ? Optional.empty()
        : Optional.ofNullable(grants.get(resource)).map(grant -> grant.holder);
  }

  private final class Lease implements ResourceLease {
    private final Grant grant;

    Lease(Grant grant) {
      this.grant = grant;
    }

    @Override
    public String resource() {
      return grant.holder.resource();
    }

    @Override
    public void close() {
      release(grant);
    }
  }
}
