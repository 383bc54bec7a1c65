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
  private final Map<String, Holder> holders = new HashMap<>(); // guarded by this
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

  /** Tells {@code listener} the name of each resource that is granted or given back. */
  public void onChange(Consumer<String> listener) {
    changed = listener;
  }

  ResourceLease acquire(String resource, String lane, Duration limit) throws ResourceBusyException {
    Holder mine = grant(resource, lane, limit);
    changed.accept(resource);
    return new Lease(mine);
  }

  private synchronized Holder grant(String resource, String lane, Duration limit)
      throws ResourceBusyException {
    Instant now = clock.instant();
    Holder mine = new Holder(resource, lane, now, now.plus(limit));
    Holder other = holders.putIfAbsent(resource, mine);
    if (other != null) {
      throw new ResourceBusyException("%s is %s".formatted(resource, other));
    }
    return mine;
  }

  /** Ends whatever that lane still holds. */
  void releaseAll(String lane) {
    List<Holder> held;
    synchronized (this) {
      held = holders.values().stream().filter(holder -> holder.lane().equals(lane)).toList();
    }
    held.forEach(this::release);
  }

  private void release(Holder holder) {
    boolean mine;
    synchronized (this) {
      mine = holders.remove(holder.resource(), holder);
      notifyAll();
    }
    if (mine) {
      changed.accept(holder.resource());
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
    return resource == null ? Optional.empty() : Optional.ofNullable(holders.get(resource));
  }

  private final class Lease implements ResourceLease {
    private final Holder holder;

    Lease(Holder holder) {
      this.holder = holder;
    }

    @Override
    public String resource() {
      return holder.resource();
    }

    @Override
    public void close() {
      release(holder);
    }
  }
}
