package spooler.core.transports;

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
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;

/**
 * Grants each named exclusive resource to one lane at a time. Thread-safe: its monitor guards the
 * grants, and nothing is called under it.
 *
 * <p>Lanes never wait here: the order of the flush is the queue (semantics 4.5). Only the flush
 * waits, for a session that is ending. A lane's grants end with its turn at the latest.
 */
public final class ResourceBroker {
  private final Map<String, Grant> grants = new HashMap<>(); // guarded by this
  private final Clock clock;
  private volatile Consumer<String> changed = resource -> {};

  /** Tells the time of grants by {@code clock}. */
  public ResourceBroker(Clock clock) {
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

  /** Ends whatever it still holds. */
  void releaseAll(Object owner) {
    List<Grant> held;
    synchronized (this) {
      held = grants.values().stream().filter(grant -> grant.owner == owner).toList();
    }
    held.forEach(this::release);
  }

  private void release(Grant grant) {
    boolean mine;
    synchronized (this) {
      mine = grants.remove(grant.holder.resource(), grant);
      notifyAll();
    }
    if (mine) {
      changed.accept(grant.holder.resource());
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
