package spooler.transport.kit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.AddressTypes;

/**
 * How a transport behaves, apart from its medium.
 *
 * @param provider vendor's name for it, shown in the table (PR_PROVIDER_DISPLAY)
 * @param addressTypes what it carries
 * @param flushesItself whether its own status object takes FlushQueues (STATUS_FLUSH_QUEUES)
 * @param receives whether it ever fetches mail
 * @param resource name of the exclusive resource it needs while connected; null for none
 * @param resourceLimit how long it keeps that at most
 * @param retryAfter how long to leave the line alone after it failed
 */
public record Traits(
    String provider,
    AddressTypes addressTypes,
    boolean flushesItself,
    boolean receives,
    @Nullable String resource,
    Duration resourceLimit,
    Duration retryAfter) {
  /** A transport that sends only, flushes itself, and needs no exclusive resource. */
  public static Traits sender(String provider, AddressTypes types, Duration retryAfter) {
    return new Traits(provider, types, true, false, null, Duration.ofHours(1), retryAfter);
  }

  /** The same, without FlushQueues on its own status object. */
  public Traits quiet() {
    return new Traits(provider, addressTypes, false, receives, resource, resourceLimit, retryAfter);
  }

  /** The same, also fetching. */
  public Traits receiving() {
    return new Traits(
        provider, addressTypes, flushesItself, true, resource, resourceLimit, retryAfter);
  }

  /** The same, with an exclusive resource. */
  public Traits needing(String name, Duration limit) {
    return new Traits(provider, addressTypes, flushesItself, receives, name, limit, retryAfter);
  }
}
