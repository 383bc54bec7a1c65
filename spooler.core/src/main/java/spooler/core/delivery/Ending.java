package spooler.core.delivery;

import java.time.Instant;
import spooler.api.Envelope;
import spooler.api.store.Disposition;
import spooler.core.route.Owed;

/**
 * How a recipient ends: at once, or when its sender has been told (R75, R76). Either way it is
 * remembered who decided it.
 */
public final class Ending {
  private Ending() {}

  /**
   * The disposition for a recipient that came to that end.
   *
   * @param reply of the far side, or why it ended
   */
  public static Disposition of(Envelope envelope, Owed end, String reply, Instant now) {
    return isReported(envelope, end)
        ? new Disposition.Waits(end.channel(), now, false, reply)
        : new Disposition.Settled(end.state(), reply, end.channel());
  }

  /** A message without a sender may be a report: never a report on a report. */
  private static boolean isReported(Envelope envelope, Owed end) {
    return envelope.sender() != null
        && (end.isDelivery() ? envelope.deliveryReport() : envelope.nonDeliveryReport());
  }
}
