package spooler.core.route;

import spooler.api.store.Channel;

/**
 * Held by an operator: waits for nothing but its release. Text form: {@code held:} and the place.
 *
 * @param place where it goes on when it is released
 */
public record Held(ChannelKey place) implements Place {
  static final String PREFIX = "held:";

  @Override
  public Channel channel() {
    return new Channel(PREFIX + place.channel().key());
  }
}
