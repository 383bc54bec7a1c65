package spooler.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.Disposition;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.StoredMessage;
import spooler.core.route.ChannelKey;
import spooler.core.route.Owed;
import spooler.core.route.Place;

/**
 * Ends what has waited longer than its sender wanted, or than the spooler tries. What is held does
 * not expire, and what is in a transport's hands only when it comes back.
 *
 * <p><b>Threads:</b> {@link #look} is called by one thread. <br>
 * <b>Failure:</b> of the store: thrown; what was claimed waits again.
 */
public final class Expiry {
  private static final int AT_ONCE = 64;
  private static final Duration FAR = Duration.ofDays(1);

  private final Means means;
  private final BiConsumer<ChannelKey.Deferral, MessageId> forgotten;

  /**
   * Expiry of what waits in that store.
   *
   * @param forgotten tells a transport that a message it has deferred is no more (R68)
   */
  public Expiry(Means means, BiConsumer<ChannelKey.Deferral, MessageId> forgotten) {
    this.means = means;
    this.forgotten = forgotten;
  }

  /**
   * Ends what is over its time.
   *
   * @return when to look again, if nothing arrives before
   */
  public Instant look() {
    List<Channel> channels = means.router().channels(place -> place instanceof ChannelKey);
    List<Claim> over = claim(channels);
    while (!over.isEmpty()) {
      end(over);
      over = claim(channels);
    }
    return means.store().nextExpiry(channels).orElseGet(() -> now().plus(FAR));
  }

  private List<Claim> claim(List<Channel> channels) {
    return means.store().claimExpired(channels, AT_ONCE, means.lease(), "expiry");
  }

  private void end(List<Claim> over) {
    List<Settlement> settlements =
        means
            .store()
            .settle(over.stream().map(this::outcome).toList())
            .toCompletableFuture()
            .join();
    for (Settlement settlement : settlements) {
      if (!settlement.finished().isEmpty()) {
        means.settled().accept(settlement.id(), settlement.finished());
      }
    }
    over.forEach(this::tellWhoDeferred);
  }

  private void tellWhoDeferred(Claim claim) {
    if (Place.of(claim.channel()) instanceof ChannelKey key && key.deferredBy() != null) {
      forgotten.accept(key.deferredBy(), claim.id());
    }
  }

  private Outcome outcome(Claim claim) {
    List<StoredMessage.Delivery> known =
        means.store().find(claim.id()).map(StoredMessage::deliveries).orElse(List.of());
    return new Outcome(
        claim,
        claim.recipients().stream()
            .map(place -> ending(claim, known.isEmpty() ? "" : known.get(place).reason()))
            .toList());
  }

  private Disposition ending(Claim claim, String last) {
    String why =
        claim.attempts() == 0 && last.isEmpty()
            ? "its time ran out before it could be tried"
            : "its time ran out" + (last.isEmpty() ? "" : "; last: " + last);
    return Ending.of(claim.envelope(), Owed.expired(), why, now());
  }

  private Instant now() {
    return means.clock().instant();
  }
}
