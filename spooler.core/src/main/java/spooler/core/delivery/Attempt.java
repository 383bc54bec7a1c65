package spooler.core.delivery;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.SubmitFlag;
import spooler.api.store.Claim;
import spooler.api.store.Outcome;
import spooler.api.transport.SubmitResult;
import spooler.core.transports.Lane;

/**
 * One message through one transport: SubmitMessage, EndMessage, and whatever follows from their
 * answers. Confined to the lane's thread.
 */
final class Attempt {
  /** How often END_RESEND_NOW is honoured in one go (R60). */
  private static final int MOST_RESENDS = 3;

  private final Lane lane;
  private final MessageInHand message;
  private final List<Consequences> each;
  private SubmitResult.@Nullable NetworkError lineFault;

  /**
   * An attempt at a message.
   *
   * @param claims all that is wanted of it; the transport is given their recipients together
   */
  Attempt(Lane lane, Means means, List<Claim> claims) {
    this.lane = lane;
    this.message = new MessageInHand(claims, means.store(), lane);
    this.each =
        claims.stream().map(claim -> new Consequences(lane, means, claim, message)).toList();
  }

  /** Makes it, and answers what is to be written back. */
  List<Outcome> make() {
    Set<SubmitFlag> flags =
        each.stream().anyMatch(Consequences::wereDeferred)
            ? Set.of(SubmitFlag.BEGIN_DEFERRED)
            : Set.of();
    lane.hand().take(message.grip());
    try {
      return submit(flags);
    } finally {
      message.close();
      lane.hand().putDown();
    }
  }

  private List<Outcome> submit(Set<SubmitFlag> flags) {
    for (int resends = 0; ; resends++) {
      SubmitResult result = lane.submit(message, flags);
      if (result instanceof SubmitResult.NetworkError fault) {
        lineFault = fault;
      }
      if (!(result instanceof SubmitResult.Ok)) {
        return each.stream().map(one -> one.refused(result)).toList();
      }
      if (lane.transport().isCritical()) { // R83: no EndMessage, nor anything else
        return failed("the transport reported a critical error");
      }
      EndResult end = lane.end(message.ref());
      boolean again = end == EndResult.RESEND_NOW && resends < MOST_RESENDS;
      if (!again || message.isAllSettled() || lane.mustStop()) {
        return each.stream().map(one -> one.ended(end)).toList();
      }
    }
  }

  /** The line fault that ended it, if one did. */
  SubmitResult.@Nullable NetworkError lineFault() {
    return lineFault;
  }

  /** What is written back when it could not be made as it should. */
  List<Outcome> failed(String reason) {
    return each.stream().map(one -> one.failed(reason)).toList();
  }
}
