package spooler.core.route;

import java.util.List;
import java.util.Optional;
import spooler.api.transport.AddressTypes;

/**
 * The transports that can be routed to, in profile order, as they were at one moment. Immutable;
 * every question is a pure function of it.
 */
public record Profile(List<Entry> entries) {
  /** Copies the list. */
  public Profile {
    entries = List.copyOf(entries);
  }

  /**
   * One transport.
   *
   * @param name unique among the entries
   */
  public record Entry(String name, AddressTypes types) {}

  /**
   * Who carries what waits there: the first in order that registered for the address type and has
   * not refused it. What a present transport has deferred is its own.
   */
  public Optional<String> route(ChannelKey key) {
    String deferredBy = key.deferredBy();
    if (deferredBy != null && isPresent(deferredBy)) {
      return Optional.of(deferredBy);
    }
    return entries.stream()
        .filter(entry -> entry.types().carries(key.addressType()))
        .map(Entry::name)
        .filter(name -> !key.refusedBy().contains(name))
        .findFirst();
  }

  /** Whether what waits there waits for its transport's word (END_DONT_RESEND). */
  public boolean isDeferred(ChannelKey key) {
    String deferredBy = key.deferredBy();
    return deferredBy != null && isPresent(deferredBy);
  }

  private boolean isPresent(String name) {
    return entries.stream().anyMatch(entry -> entry.name().equals(name));
  }
}
