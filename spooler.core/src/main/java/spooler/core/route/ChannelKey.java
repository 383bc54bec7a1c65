package spooler.core.route;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.Recipient;
import spooler.api.store.Channel;

/**
 * Waits for a transport: the address type, the UID if the recipient has one, which transports have
 * refused it (MAPI_E_NOT_ME) and which one has deferred it. It is all that routing needs to know of
 * a recipient, and none of it is a route.
 *
 * <p>Text form: {@code SMTP}, {@code SMTP@uid}, {@code SMTP>relay}, {@code SMTP!lan,modem}, {@code
 * SMTP!lan=modem:7x}. Names that hold one of {@code >!,=:} cannot be transports' names.
 *
 * @param boundTo the one transport that an operator wants it to go over; null for any
 * @param refusedBy names, sorted
 * @param deferredBy null for nobody
 */
public record ChannelKey(
    String addressType,
    @Nullable UUID uid,
    @Nullable String boundTo,
    List<String> refusedBy,
    @Nullable Deferral deferredBy)
    implements Place {
  private static final Pattern ADDRESS_TYPE = Pattern.compile("[A-Z0-9]+");

  /** Copies the list. */
  public ChannelKey {
    refusedBy = List.copyOf(refusedBy);
  }

  /**
   * Who has deferred it. A transport that logs on anew has forgotten what it had deferred: then the
   * message is queued like any other (R69).
   *
   * @param logon which of the transport's logons
   */
  public record Deferral(String transport, String logon) {}

  /** Where a recipient waits at first: for what was asked, nothing that was resolved. */
  public static ChannelKey of(Recipient recipient) {
    return new ChannelKey(recipient.address().type(), recipient.uid(), null, List.of(), null);
  }

  static ChannelKey parse(String text) {
    String[] deferred = text.split("=", 2);
    String[] refused = deferred[0].split("!", 2);
    String[] bound = refused[0].split(">", 2);
    String[] asked = bound[0].split("@", 2);
    if (!ADDRESS_TYPE.matcher(asked[0]).matches()) {
      throw new IllegalArgumentException("no address type: " + asked[0]);
    }
    return new ChannelKey(
        asked[0],
        asked.length == 1 ? null : UUID.fromString(asked[1]),
        bound.length == 1 ? null : bound[1],
        refused.length == 1 ? List.of() : Arrays.asList(refused[1].split(",")),
        deferred.length == 1 ? null : deferral(deferred[1]));
  }

  private static Deferral deferral(String text) {
    String[] parts = text.split(":", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("no logon in " + text);
    }
    return new Deferral(parts[0], parts[1]);
  }

  /** The same, bound to that transport whatever has been; null for a fresh start. */
  public ChannelKey bound(@Nullable String transport) {
    return new ChannelKey(addressType, uid, transport, List.of(), null);
  }

  /** The same, refused by one more, and bound to none: the others are to have a try. */
  public ChannelKey refused(String transport) {
    TreeSet<String> names = new TreeSet<>(refusedBy);
    names.add(transport);
    return new ChannelKey(addressType, uid, null, List.copyOf(names), null);
  }

  /** The same, deferred by that logon of a transport. */
  public ChannelKey deferred(Deferral by) {
    return new ChannelKey(addressType, uid, boundTo, refusedBy, by);
  }

  @Override
  public Channel channel() {
    StringBuilder key = new StringBuilder(addressType);
    if (uid != null) {
      key.append('@').append(uid);
    }
    if (boundTo != null) {
      key.append('>').append(boundTo);
    }
    if (!refusedBy.isEmpty()) {
      key.append('!').append(String.join(",", refusedBy));
    }
    if (deferredBy != null) {
      key.append('=').append(deferredBy.transport()).append(':').append(deferredBy.logon());
    }
    return new Channel(key.toString());
  }
}
