package spooler.core.delivery;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.core.transports.Lane;

/**
 * StartMessage, again and again, until the transport has no more (steps 10 to 12 of a flush).
 * Confined to one lane.
 */
public final class InboundLoop {
  private final Lane lane;
  private final InboundHandler inbox;
  private final BooleanSupplier mayGoOn;
  private final Tally tally;
  private long started;

  /**
   * A loop into that inbox.
   *
   * @param mayGoOn asked before every message
   */
  public InboundLoop(Lane lane, InboundHandler inbox, BooleanSupplier mayGoOn, Tally tally) {
    this.lane = lane;
    this.inbox = inbox;
    this.mayGoOn = mayGoOn;
    this.tally = tally;
  }

  /**
   * Runs it until a call delivers nothing.
   *
   * @throws MapiException when the transport could not fetch; what it had begun is thrown away
   */
  public void run() throws MapiException {
    boolean more = true;
    while (more && mayGoOn.getAsBoolean()) {
      lane.transport().notices().forgetNewMail(); // the call that comes answers every notice so far
      more = one();
    }
  }

  /** One StartMessage; whether it delivered a message. */
  public boolean one() throws MapiException {
    started++;
    try (Arrival arrival = new Arrival(inbox)) {
      lane.hand().take(arrival.grip());
      try {
        lane.start(arrival);
      } finally {
        if (arrival.isDelivered()) { // whatever comes after the save
          tally.countReceived();
        }
      }
      return arrival.isDelivered();
    } catch (IOException notClosed) {
      throw new MapiException(
          HResult.MAPI_E_CALL_FAILED,
          "the inbox could not throw an unfinished message away: " + notClosed.getMessage(),
          notClosed);
    } finally {
      lane.hand().putDown();
    }
  }

  /** How many StartMessage calls were made. */
  public long started() {
    return started;
  }
}
