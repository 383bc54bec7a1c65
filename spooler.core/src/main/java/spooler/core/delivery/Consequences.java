package spooler.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import spooler.api.RecipientState;
import spooler.api.mapi.EndResult;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.Disposition;
import spooler.api.store.Outcome;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.core.route.ChannelKey;
import spooler.core.route.Owed;
import spooler.core.route.Place;
import spooler.core.status.ShownText;
import spooler.core.transports.Lane;

/**
 * What the answers of SubmitMessage and EndMessage mean for the recipients of one claim (semantics
 * 3.2). Confined to the lane's thread.
 */
final class Consequences {
  private static final Disposition STOPPED =
      new Disposition.Settled(RecipientState.CANCELLED, "stopped while it was being sent");

  private final Lane lane;
  private final Means means;
  private final Claim claim;
  private final ChannelKey key;
  private final MessageInHand message;

  /** For the recipients of that claim, of the message in hand. */
  Consequences(Lane lane, Means means, Claim claim, MessageInHand message) {
    this.lane = lane;
    this.means = means;
    this.claim = claim;
    this.key = (ChannelKey) Place.of(claim.channel()); // no other place is asked for
    this.message = message;
  }

  /** Whether the transport had deferred them. */
  boolean wereDeferred() {
    return lane.transport().deferral().equals(key.deferredBy());
  }

  /** It could not be made as it should. */
  Outcome failed(String reason) {
    return outcome(() -> waits(claim.channel(), backoff(Duration.ZERO), true, reason));
  }

  /** EndMessage answered so. */
  Outcome ended(EndResult end) {
    if (end == EndResult.DONT_RESEND) {
      lane.transport().notices().deferredNow(claim.id());
    }
    return switch (end) {
      case SENT -> outcome(this::handOn);
      case RESEND_NOW, RESEND_LATER ->
          outcome(
              () ->
                  waits(
                      claim.channel(),
                      backoff(Duration.ZERO),
                      false,
                      "the transport asked for a later try"));
      case DONT_RESEND ->
          outcome(
              () ->
                  waits(
                      key.deferred(lane.transport().deferral()).channel(),
                      now(),
                      false,
                      "deferred by " + name()));
    };
  }

  /** SubmitMessage answered so, and it was not {@link SubmitResult.Ok}. */
  Outcome refused(SubmitResult result) {
    return outcome(() -> disposition(result));
  }

  private Disposition disposition(SubmitResult result) {
    Channel here = claim.channel();
    if (result instanceof SubmitResult.NotMe) {
      return handOn();
    } else if (result instanceof SubmitResult.Busy) {
      return waits(here, backoff(Duration.ZERO), false, "the transport was busy");
    } else if (result instanceof SubmitResult.Wait wait) {
      return waits(here, after(wait.delay()), true, wait.reason());
    } else if (result instanceof SubmitResult.NetworkError fault) {
      return waits(here, after(fault.delay()), false, fault.reason());
    } else if (result instanceof SubmitResult.Failed failed) {
      return waits(here, backoff(Duration.ZERO), true, failed.reason());
    } else {
      return waits(here, now(), false, "the transport gave it back");
    }
  }

  /** Each recipient as the transport settled it; the others as {@code unsettled} says. */
  private Outcome outcome(Supplier<Disposition> unsettled) {
    int count = claim.recipients().size();
    List<Disposition> all = new ArrayList<>(count);
    boolean stopped = message.isStopped();
    Disposition rest = null;
    for (int i = 0; i < count; i++) {
      RecipientOutcome decided = message.outcome(claim.recipients().get(i));
      if (decided != null && !(stopped && decided instanceof RecipientOutcome.Delayed)) {
        all.add(disposition(decided));
      } else {
        rest = rest != null ? rest : stopped ? STOPPED : unsettled.get();
        all.add(rest);
      }
    }
    return new Outcome(claim, all);
  }

  private Disposition disposition(RecipientOutcome decided) {
    if (decided instanceof RecipientOutcome.Delivered delivered) {
      return delivered.reportedThere()
          ? new Disposition.Settled(RecipientState.SENT, ShownText.of(delivered.reply()))
          : ending(Owed.delivered(name()), delivered.reply());
    } else if (decided instanceof RecipientOutcome.Refused refused) {
      return ending(Owed.failed(refused.reason(), refused.diagnostic(), name()), refused.reply());
    } else {
      RecipientOutcome.Delayed delayed = (RecipientOutcome.Delayed) decided;
      return waits(claim.channel(), backoff(delayed.delay()), true, delayed.reply());
    }
  }

  /** Not for this transport: the next one that matches, or the end of it (R54, R75). */
  private Disposition handOn() {
    ChannelKey next = key.refused(name());
    return means
        .router()
        .route(next)
        .map(
            other ->
                waits(
                    next.channel(),
                    now(),
                    false,
                    "%s did not take it; offered to %s".formatted(name(), other)))
        .orElseGet(
            () ->
                ending(
                    Owed.nobody(),
                    "no transport took it: refused by " + String.join(", ", next.refusedBy())));
  }

  private String name() {
    return lane.transport().name();
  }

  private Disposition ending(Owed end, String reply) {
    return Ending.of(claim.envelope(), end, ShownText.of(reply), now());
  }

  private static Disposition waits(
      Channel channel, Instant notBefore, boolean attempted, String reason) {
    return new Disposition.Waits(channel, notBefore, attempted, ShownText.of(reason));
  }

  private Instant now() {
    return means.clock().instant();
  }

  private Instant after(Duration delay) {
    return means.retry().after(now(), claim.attempts() + 1, delay);
  }

  private Instant backoff(Duration hint) {
    return means.retry().next(now(), claim.attempts() + 1, hint);
  }
}
