package spooler.core.session;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import spooler.api.Envelope;
import spooler.api.SpoolMessage;
import spooler.api.Submission;
import spooler.api.store.BodyRef;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.NewMessage;
import spooler.api.store.SpoolStore;
import spooler.core.route.ChannelKey;

/**
 * Hands messages to the store: body first, then the message; the stage completes when it is forced.
 * Any thread.
 */
final class Submitter {
  private static final int BLOCK = 16 * 1024;
  private static final int LEAST_BLOCK = 8 * 1024;

  private final SpoolStore store;
  private final Clock clock;
  private final Duration expireAfter;

  /**
   * Submits to that store.
   *
   * @param expireAfter how long a message is tried that says nothing of its own
   */
  Submitter(SpoolStore store, Clock clock, Duration expireAfter) {
    this.store = store;
    this.clock = clock;
    this.expireAfter = expireAfter;
  }

  CompletionStage<Submission> submit(SpoolMessage message) throws IOException {
    BodyRef body = body(message);
    Envelope envelope = message.envelope();
    if (envelope.expires() == null) {
      envelope = envelope.expiring(clock.instant().plus(expireAfter));
    }
    List<Channel> channels =
        envelope.recipients().stream().map(one -> ChannelKey.of(one).channel()).toList();
    return store
        .append(List.of(new NewMessage(envelope, channels, body)))
        .thenApply(ids -> new Submission(ids.get(0), clock.instant(), body.size()));
  }

  private BodyRef body(SpoolMessage message) throws IOException {
    long hint = message.body().sizeHint();
    try (InputStream in = message.body().open();
        BodyWriter out = store.newBody(hint)) {
      byte[] block =
          new byte[hint < 0 ? BLOCK : (int) Math.min(BLOCK, Math.max(LEAST_BLOCK, hint))];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        out.write(block, 0, n);
      }
      return out.seal();
    }
  }
}
