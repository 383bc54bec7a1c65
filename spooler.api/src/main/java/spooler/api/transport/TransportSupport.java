package spooler.api.transport;

import java.time.Clock;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a transport may ask of the spooler (the part of IMAPISupport that transports may use).
 *
 * <p><b>Threads:</b> any. Notifications are hints: they never call back on the caller's stack. <br>
 * <b>Failure:</b> after the logon was closed, calls do nothing.
 */
@ProviderType
public interface TransportSupport {
  /**
   * Changes this lane's part of the transport's row (ModifyStatusRow). The spooler owns its own
   * columns.
   */
  void modifyStatusRow(StatusRowUpdate update);

  /** Tells the spooler something (SpoolerNotify). */
  void spoolerNotify(SpoolerNotification what);

  /** Whether to go on (SpoolerYield); cheap enough to ask for every block. */
  Yield spoolerYield();

  /** The way to the user; answers at once that there is none where nobody may be asked. */
  UserInteraction user();

  /**
   * Takes the exclusive external resource of that name for this lane. Allowed only on the lane's
   * own thread, in a flush turn or a delivery session, but not in poll or idle (R44); ended with
   * the turn or session at the latest. All lanes of a transport may hold it at once; others may
   * when the last of them has given it back.
   *
   * @param limit how long it is needed at most
   * @throws ResourceBusyException when another transport holds it, or this lane does; says who, and
   *     since when
   */
  ResourceLease acquire(String resource, Duration limit) throws ResourceBusyException;

  /** The spooler's clock. */
  Clock clock();
}
