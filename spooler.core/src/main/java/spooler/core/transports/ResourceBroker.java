package spooler.core.transports;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.store.ResourceClaim;
import spooler.api.store.ResourceLeases;
import spooler.api.store.StoreException;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;

/**
 * Grants each named exclusive resource to one transport at a time, whose lanes may share it: to one
 * of this spooler's by its own books, and to one of all spoolers that share the store by the
 * store's. It is free when the last of the lanes has given it back. Thread-safe: its monitor guards
 * the grants, and nothing is called under it.
 *
 * <p>No transport waits here for another: the order of the flush is the queue (semantics 4.5). Only
 * the flush waits, for a session that is ending, and a lane for the store's answer to another of
 * the same transport. A lane's grants end with its turn at the latest.
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
    final Object transport;
    final Map<Object, Holder> holders = new LinkedHashMap<>(); // by owner; guarded by the broker
    Holder shown; // guarded by the broker
    @Nullable ResourceClaim shared; // guarded by the broker

    Grant(Object transport, Object owner, Holder holder) {
      this.transport = transport;
      this.shown = holder;
      holders.put(owner, holder);
    }

    /** Whether a lane may share it; none twice. */
    boolean isOpenTo(Object other, Object owner) {
      return transport == other && !holders.containsKey(owner);
    }
  }

  /** Tells {@code listener} the name of each resource that is granted or given back. */
  public void onChange(Consumer<String> listener) {
    changed = listener;
  }

  /**
   * Grants it to {@code owner}: a lane's logon, for a later logon may have a lane of the same name.
   *
   * @param transport whose lane that is: all its lanes may have it at once
   * @param lane the owner's name, as shown to people
   */
  ResourceLease acquire(
      String resource, Object transport, Object owner, String lane, Duration limit)
      throws ResourceBusyException {
    Instant now = clock.instant();
    Holder holder = new Holder(resource, lane, now, now.plus(limit));
    Grant mine = grant(transport, owner, holder);
    if (isNew(mine)) {
      try {
        keep(mine, claim(resource, lane, limit));
      } catch (ResourceBusyException elsewhere) {
        release(mine, owner);
        throw elsewhere;
      }
      changed.accept(resource);
    }
    return new Lease(mine, owner, resource);
  }

  private synchronized boolean isNew(Grant grant) {
    return grant.shared == null;
  }

  private synchronized Grant grant(Object transport, Object owner, Holder holder)
      throws ResourceBusyException {
    String resource = holder.resource();
    try {
      while (isChangingHands(resource, transport)) {
        wait();
      }
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      throw new ResourceBusyException("interrupted while waiting for " + resource);
    }
    Grant other = grants.get(resource);
    if (other == null) {
      Grant mine = new Grant(transport, owner, holder);
      grants.put(resource, mine);
      return mine;
    }
    if (!other.isOpenTo(transport, owner)) {
      throw new ResourceBusyException("%s is %s".formatted(resource, other.shown));
    }
    other.holders.put(owner, holder);
    return other;
  }

  /** Whether other lanes of the same transport are asking the store for it, or giving it back. */
  private boolean isChangingHands(String resource, Object transport) {
    Grant other = grants.get(resource);
    return other != null
        && other.transport == transport
        && (other.shared == null || other.holders.isEmpty());
  }

  private void keep(Grant mine, ResourceClaim claim) throws ResourceBusyException {
    synchronized (this) {
      if (grants.get(claim.resource()) == mine) {
        mine.shared = claim;
        notifyAll();
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
      held = grants.values().stream().filter(grant -> grant.holders.containsKey(owner)).toList();
    }
    held.forEach(grant -> release(grant, owner));
  }

  private void release(Grant grant, Object owner) {
    if (!isLastToLeave(grant, owner)) {
      return;
    }
    String resource = grant.shown.resource();
    try {
      sharedBy(grant).ifPresent(this::giveBack); // first, so that who sees it free can have it
    } finally {
      synchronized (this) {
        grants.remove(resource, grant);
        notifyAll();
      }
    }
    changed.accept(resource);
  }

  /** Takes the owner out; who is left is shown as the holder. */
  private synchronized boolean isLastToLeave(Grant grant, Object owner) {
    boolean left = grant.holders.remove(owner) != null;
    grant.holders.values().stream().findFirst().ifPresent(next -> grant.shown = next);
    return left && grant.holders.isEmpty();
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
        : Optional.ofNullable(grants.get(resource)).map(grant -> grant.shown);
  }

  private final class Lease implements ResourceLease {
    private final Grant grant;
    private final Object owner;
    private final String resource;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(Grant grant, Object owner, String resource) {
      this.grant = grant;
      this.owner = owner;
      this.resource = resource;
    }

    @Override
    public String resource() {
      return resource;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) { // its owner may have another one by then
        release(grant, owner);
      }
    }
  }
}
