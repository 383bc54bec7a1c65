package spooler.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.RecipientState;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.SubmitFlag;
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
 * One message through one transport: SubmitMessage, EndMessage, and what their answers mean for
 * each recipient (semantics 3.2). Confined to the lane's thread.
 */
final class Attempt {
  /** How often END_RESEND_NOW is honoured in one go (R60). */
  private static final int MOST_RESENDS = 3;

  private static final Disposition STOPPED =
      new Disposition.Settled(RecipientState.CANCELLED, "stopped while it was being sent");

  private final Lane lane;
  private final Means means;
  private final Claim claim;
  private final ChannelKey key;
  private final MessageInHand message;
  private SubmitResult.@Nullable NetworkError lineFault;

  Attempt(Lane lane, Means means, Claim claim) {
    this.lane = lane;
    this.means = means;
    this.claim = claim;
    this.key = (ChannelKey) Place.of(claim.channel()); // no other place is asked for
    this.message = new MessageInHand(claim, means.store(), lane);
  }

  /** Makes it, and answers what is to be written back. */
  Outcome make() {
    Set<SubmitFlag> flags =
        lane.transport().deferral().equals(key.deferredBy())
            ? Set.of(SubmitFlag.BEGIN_DEFERRED)
            : Set.of();
    lane.takeInHand(message.grip());
    try {
      return submit(flags);
    } finally {
      message.close();
      lane.putDown();
    }
  }

  private Outcome submit(Set<SubmitFlag> flags) {
    for (int resends = 0; ; resends++) {
      SubmitResult result = lane.submit(message, flags);
      if (!(result instanceof SubmitResult.Ok)) {
        return refused(result);
      }
      if (lane.transport().isCritical()) { // R83: no EndMessage, nor anything else
        return failed("the transport reported a critical error");
      }
      EndResult end = lane.end(message.ref());
      boolean again = end == EndResult.RESEND_NOW && resends < MOST_RESENDS;
      if (!again || message.isAllSettled() || lane.mustStop()) {
        return ended(end);
      }
    }
  }

  /** The line fault that ended it, if one did. */
  SubmitResult.@Nullable NetworkError lineFault() {
    return lineFault;
  }

  /** What is written back when it could not be made as it should. */
  Outcome failed(String reason) {
    return outcome(() -> waits(claim.channel(), backoff(Duration.ZERO), true, reason));
  }

  private Outcome ended(EndResult end) {
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

  private Outcome refused(SubmitResult result) {
    if (result instanceof SubmitResult.NetworkError fault) {
      lineFault = fault;
    }
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
      RecipientOutcome decided = message.outcome(i);
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
      return ending(Owed.delivered(name()), delivered.reply());
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
