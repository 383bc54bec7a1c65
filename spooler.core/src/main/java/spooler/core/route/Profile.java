package spooler.core.route;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
   * @param logon which of its logons this is
   */
  public record Entry(String name, String logon, AddressTypes types) {}

  /**
   * Who carries what waits there: the first in order that registered for the UID, or else the first
   * that registered for the address type (R72), and has not refused it. What a transport has
   * deferred is its own; what an operator bound to one waits for that one.
   */
  public Optional<String> route(ChannelKey key) {
    if (isDeferred(key)) {
      return Optional.ofNullable(key.deferredBy()).map(ChannelKey.Deferral::transport);
    }
    String bound = key.boundTo();
    if (bound != null) {
      return entries.stream().map(Entry::name).filter(bound::equals).findFirst();
    }
    UUID uid = key.uid();
    return first(key, types -> uid != null && types.uids().contains(uid))
        .or(() -> first(key, types -> types.carries(key.addressType())));
  }

  private Optional<String> first(ChannelKey key, Predicate<AddressTypes> matching) {
    return entries.stream()
        .filter(entry -> matching.test(entry.types()))
        .map(Entry::name)
        .filter(name -> !key.refusedBy().contains(name))
        .findFirst();
  }

  /** Whether what waits there waits for its transport's word (END_DONT_RESEND). */
  public boolean isDeferred(ChannelKey key) {
    ChannelKey.@Nullable Deferral by = key.deferredBy();
    return by != null
        && entries.stream()
            .anyMatch(
                entry -> entry.name().equals(by.transport()) && entry.logon().equals(by.logon()));
  }
}
