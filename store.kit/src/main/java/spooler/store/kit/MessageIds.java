package spooler.store.kit;

import java.time.Clock;
import spooler.api.MessageId;

/**
 * Hands out message ids: milliseconds since 1970 in the upper 43 bits, a number within the
 * millisecond in the lower 20. They ascend strictly, also when the clock is set back: then they
 * count on from the last one until the clock has caught up.
 *
 * <p><b>Threads:</b> any.
 */
public final class MessageIds {
  private static final int SEQUENCE_BITS = 20;

  private final Clock clock;
  private long last;

  /**
   * Goes on above an earlier id.
   *
   * @param floor every id will be larger than this one; 0 when there was none
   */
  public MessageIds(Clock clock, long floor) {
    this.clock = clock;
    this.last = floor;
  }

  /** The next id. */
  public synchronized MessageId next() {
    last = Math.max(last + 1, clock.millis() << SEQUENCE_BITS);
    return new MessageId(last);
  }

  /** The largest id so far, or the floor. */
  public synchronized long last() {
    return last;
  }
}
