package spooler.core.route;

import spooler.api.store.Channel;

/**
 * What the recipients in one channel of the store wait for. A channel's key is a place in text
 * form; all that the spooler knows of a waiting recipient besides its message stands in it.
 */
public sealed interface Place permits ChannelKey, Held, Owed, Unknown {
  /** Reads a channel of the store. */
  static Place of(Channel channel) {
    try {
      return read(channel.key());
    } catch (IllegalArgumentException notOurs) {
      return new Unknown(channel);
    }
  }

  private static Place read(String key) {
    if (key.startsWith(Held.PREFIX)) {
      return new Held(ChannelKey.parse(key.substring(Held.PREFIX.length())));
    }
    return key.startsWith(Owed.PREFIX)
        ? Owed.parse(key.substring(Owed.PREFIX.length()))
        : ChannelKey.parse(key);
  }

  /** The channel of the store. */
  Channel channel();
}
