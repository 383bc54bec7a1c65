package spooler.api.transport;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a transport registers for (IXPLogon::AddressTypes).
 *
 * @param any whether it takes every type (a null type array in MAPI); should stand last in the
 *     order
 * @param types exact address types
 * @param uids recipients whose entry id carries one of these UIDs are its own, before any address
 *     type
 */
public record AddressTypes(boolean any, Set<String> types, Set<UUID> uids) {
  /** Copies the sets. */
  public AddressTypes {
    types = Set.copyOf(types);
    uids = Set.copyOf(uids);
  }

  /** These types and no others. */
  public static AddressTypes of(String... types) {
    return of(Arrays.asList(types));
  }

  /** These types and no others. */
  public static AddressTypes of(List<String> types) {
    return new AddressTypes(false, Set.copyOf(types), Set.of());
  }

  /** Every type. */
  public static AddressTypes all() {
    return new AddressTypes(true, Set.of(), Set.of());
  }

  /** No type at all (a single empty string in MAPI). */
  public static AddressTypes none() {
    return new AddressTypes(false, Set.of(), Set.of());
  }

  /** Whether it takes that address type (R73). */
  public boolean carries(String type) {
    return any || types.contains(type);
  }
}
