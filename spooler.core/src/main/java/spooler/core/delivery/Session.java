package spooler.core.delivery;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.MapiException;
import spooler.api.store.FlushMark;
import spooler.core.transports.Lane;

/** One delivery session on one lane, outside a flush. Confined to the lane. */
final class Session {
  private final Lane lane;
  private final Means means;
  private final @Nullable InboundHandler inbox;
  private final BooleanSupplier mayGoOn;
  private final Tally tally = new Tally();

  Session(Lane lane, Means means, @Nullable InboundHandler inbox, BooleanSupplier mayGoOn) {
    this.lane = lane;
    this.means = means;
    this.inbox = inbox;
    this.mayGoOn = mayGoOn;
  }

  /**
   * Sends what is due.
   *
   * @param ready the transport says it can send again: delays are passed over, each message once
   * @param release of what it had deferred; 0 for none
   * @return whether there was anything
   */
  boolean send(boolean ready, long release) {
    FlushMark mark = ready || release != 0 ? means.store().newMark() : FlushMark.NONE;
    OutboundLoop loop =
        new OutboundLoop(
            lane, means, new OutboundLoop.Scope(mark, ready, release, null, this::maySend), tally);
    loop.run();
    return loop.submitted() > 0;
  }

  private boolean maySend() {
    Instant pausedUntil = lane.transport().pausedUntil();
    return mayGoOn.getAsBoolean()
        && !lane.mustStop()
        && !pausedUntil.isAfter(means.clock().instant());
  }

  /** Fetches one message, if there is an inbox (R82). */
  void receiveOne() throws MapiException {
    if (inbox != null && mayGoOn.getAsBoolean() && !lane.mustStop()) {
      new InboundLoop(lane, inbox, mayGoOn, tally).one();
    }
  }
}
