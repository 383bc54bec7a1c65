package spooler.transport.kit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.AddressTypes;

/**
 * How a transport behaves, apart from its medium.
 *
 * @param provider vendor's name for it, shown in the table (PR_PROVIDER_DISPLAY)
 * @param peer whom it talks to, in words for the table, such as {@code relay mail.example.org:25};
 *     empty for nobody in particular
 * @param addressTypes what it carries
 * @param flushesItself whether its own status object takes FlushQueues (STATUS_FLUSH_QUEUES)
 * @param receives whether it ever fetches mail
 * @param resource name of the exclusive resource it needs while connected; null for none
 * @param resourceLimit how long it keeps that at most
 * @param retryAfter how long to leave the line alone after it failed
 */
public record Traits(
    String provider,
    String peer,
    AddressTypes addressTypes,
    boolean flushesItself,
    boolean receives,
    @Nullable String resource,
    Duration resourceLimit,
    Duration retryAfter) {
  /** A transport that sends only, flushes itself, and needs no exclusive resource. */
  public static Traits sender(String provider, AddressTypes types, Duration retryAfter) {
    return new Traits(provider, "", types, true, false, null, Duration.ofHours(1), retryAfter);
  }

  /** The same, talking to that peer. */
  public Traits talkingTo(String whom) {
    return new Traits(
        provider, whom, addressTypes, flushesItself, receives, resource, resourceLimit, retryAfter);
  }

  /** The same, without FlushQueues on its own status object. */
  public Traits quiet() {
    return new Traits(
        provider, peer, addressTypes, false, receives, resource, resourceLimit, retryAfter);
  }

  /** The same, also fetching. */
  public Traits receiving() {
    return new Traits(
        provider, peer, addressTypes, flushesItself, true, resource, resourceLimit, retryAfter);
  }

  /** The same, with an exclusive resource. */
  public Traits needing(String name, Duration limit) {
    return new Traits(
        provider, peer, addressTypes, flushesItself, receives, name, limit, retryAfter);
  }
}
