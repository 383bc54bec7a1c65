package spooler.core.transports;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * The order of the profile (R77): that of the descriptions, unless another was set. Guarded by
 * whoever uses it.
 */
final class ProfileOrder implements Comparator<Transport> {
  private List<UUID> wanted = List.of();

  /**
   * Sets another one (MsgServiceTransportOrder); transports that come later stand behind.
   *
   * @throws MapiException {@link HResult#MAPI_E_BUSY} when they are not as many as are present,
   *     {@link HResult#MAPI_E_NOT_FOUND} when one is not
   */
  void set(List<UUID> providers, List<Transport> all) throws MapiException {
    Set<UUID> present =
        all.stream().map(one -> one.description().uid()).collect(Collectors.toSet());
    if (providers.size() != present.size()) {
      throw new MapiException(
          HResult.MAPI_E_BUSY,
          "%d transports are present, %d were named: name each of them once"
              .formatted(present.size(), providers.size()));
    }
    if (!present.equals(new HashSet<>(providers))) {
      throw new MapiException(
          HResult.MAPI_E_NOT_FOUND, "a named transport is not present, or is named twice");
    }
    wanted = List.copyOf(providers);
  }

  /** Goes back to the order of the descriptions. */
  void forget() {
    wanted = List.of();
  }

  @Override
  public int compare(Transport one, Transport other) {
    int byWish = Integer.compare(place(one), place(other));
    return byWish != 0 ? byWish : one.description().compareTo(other.description());
  }

  private int place(Transport transport) {
    int place = wanted.indexOf(transport.description().uid());
    return place < 0 ? wanted.size() : place;
  }
}
