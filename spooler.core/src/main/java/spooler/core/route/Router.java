package spooler.core.route;

import java.util.List;
import java.util.Optional;
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
    return store.counts().keySet().stream()
        .filter(channel -> isFor(now, ChannelKey.of(channel), transport, deferred))
        .toList();
  }

  private static boolean isFor(Profile now, ChannelKey key, String transport, boolean deferred) {
    return (deferred || !now.isDeferred(key))
        && now.route(key).filter(transport::equals).isPresent();
  }

  /** Who would carry what waits there now. */
  public Optional<String> route(Channel channel) {
    return profile.get().route(ChannelKey.of(channel));
  }

  /** Whether what waits there waits for its transport's word. */
  public boolean isDeferred(Channel channel) {
    return profile.get().isDeferred(ChannelKey.of(channel));
  }
}
