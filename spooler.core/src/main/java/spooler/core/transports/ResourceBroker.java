package spooler.core.transports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;

/**
 * Grants each named exclusive resource to one lane at a time. Thread-safe, without a lock: a grant
 * is one atomic entry.
 *
 * <p>Nobody waits here: the order of the flush is the queue (semantics 4.5). A lane's grants end
 * with its turn at the latest.
 */
public final class ResourceBroker {
  private final ConcurrentMap<String, Holder> holders = new ConcurrentHashMap<>();
  private final Clock clock;

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
  public record Holder(String resource, String lane, Instant since, Instant until) {}

  ResourceLease acquire(String resource, String lane, Duration limit) throws ResourceBusyException {
    Instant now = clock.instant();
    Holder mine = new Holder(resource, lane, now, now.plus(limit));
    Holder other = holders.putIfAbsent(resource, mine);
    if (other != null) {
      throw new ResourceBusyException(
          "%s is held by %s since %s".formatted(resource, other.lane(), other.since()));
    }
    return new Lease(mine);
  }

  /** Ends whatever that lane still holds. */
  void releaseAll(String lane) {
    holders.values().removeIf(holder -> holder.lane().equals(lane));
  }

  /** Who holds the resource now; empty for nobody, and for no resource. */
  public Optional<Holder> holder(@Nullable String resource) {
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
      holders.remove(holder.resource(), holder);
    }
  }
}
