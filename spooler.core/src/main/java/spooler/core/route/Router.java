package spooler.core.route;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import spooler.api.store.Channel;
import spooler.api.store.SpoolStore;

/** Answers routing questions from the profile and the channels of the moment. Thread-safe. */
public final class Router {
  private final Supplier<Profile> profile;
  private final SpoolStore store;

  /** Looks at the profile that is there when it is asked. */
  public Router(Supplier<Profile> profile, SpoolStore store) {
    this.profile = profile;
    this.store = store;
  }

  /**
   * The channels in which something is that this transport would carry now.
   *
   * @param deferred also those it has deferred (between SENTDEFERRED and their submission)
   */
  public List<Channel> channelsOf(String transport, boolean deferred) {
    Profile now = profile.get();
    return channels(
        place ->
            place instanceof ChannelKey key
                && (deferred || !now.isDeferred(key))
                && now.route(key).filter(transport::equals).isPresent());
  }

  /** The channels in which something is, at places like these. */
  public List<Channel> channels(Predicate<Place> wanted) {
    return select(store.counts().keySet(), wanted);
  }

  /** Those of these channels that are places like these. */
  public static List<Channel> select(Collection<Channel> channels, Predicate<Place> wanted) {
    return channels.stream().filter(channel -> wanted.test(Place.of(channel))).toList();
  }

  /** Who would carry what waits there now. */
  public Optional<String> route(ChannelKey key) {
    return profile.get().route(key);
  }

  /** Whether what waits there waits for its transport's word. */
  public boolean isDeferred(ChannelKey key) {
    return profile.get().isDeferred(key);
  }
}
