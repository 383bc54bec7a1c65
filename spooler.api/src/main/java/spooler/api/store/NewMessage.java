package spooler.api.store;

import java.util.List;
import spooler.api.Envelope;

/**
 * A message to be appended.
 *
 * @param channels the waiting line of each recipient, in the order of the envelope
 */
public record NewMessage(Envelope envelope, List<Channel> channels, BodyRef body) {
  /** Copies the list and checks its length. */
  public NewMessage {
    channels = List.copyOf(channels);
    if (channels.size() != envelope.recipients().size()) {
      throw new IllegalArgumentException("one channel per recipient");
    }
  }
}
