package spooler.core.route;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import spooler.api.store.Channel;

/**
 * What a channel's key says: the address type, which transports have refused it (MAPI_E_NOT_ME) and
 * which one has deferred it. It is all that routing needs to know of a recipient, and none of it is
 * a route.
 *
 * <p>Text form: {@code SMTP}, {@code SMTP!lan,modem}, {@code SMTP!lan=modem}. Names that hold one
 * of {@code !,=} cannot be transports' names.
 *
 * @param refusedBy names, sorted
 * @param deferredBy a name, or null
 */
public record ChannelKey(String addressType, List<String> refusedBy, @Nullable String deferredBy) {
  /** Copies the list. */
  public ChannelKey {
    refusedBy = List.copyOf(refusedBy);
  }

  /** Where a recipient of this address type waits at first. */
  public static ChannelKey of(String addressType) {
    return new ChannelKey(addressType, List.of(), null);
  }

  /** Reads a channel of the store. */
  public static ChannelKey of(Channel channel) {
    String[] deferred = channel.key().split("=", 2);
    String[] refused = deferred[0].split("!", 2);
    return new ChannelKey(
        refused[0],
        refused.length == 1 ? List.of() : Arrays.asList(refused[1].split(",")),
        deferred.length == 1 ? null : deferred[1]);
  }

  /** The same, refused by one more. */
  public ChannelKey refused(String transport) {
    TreeSet<String> names = new TreeSet<>(refusedBy);
    names.add(transport);
    return new ChannelKey(addressType, List.copyOf(names), null);
  }

  /** The same, deferred by that transport. */
  public ChannelKey deferred(String transport) {
    return new ChannelKey(addressType, refusedBy, transport);
  }

  /** The same, not deferred. */
  public ChannelKey undeferred() {
    return new ChannelKey(addressType, refusedBy, null);
  }

  /** The channel of the store. */
  public Channel channel() {
    StringBuilder key = new StringBuilder(addressType);
    if (!refusedBy.isEmpty()) {
      key.append('!').append(String.join(",", refusedBy));
    }
    if (deferredBy != null) {
      key.append('=').append(deferredBy);
    }
    return new Channel(key.toString());
  }
}
