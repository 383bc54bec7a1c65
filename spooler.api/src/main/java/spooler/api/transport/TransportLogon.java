package spooler.api.transport;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.SubmitFlag;
import spooler.api.mapi.TransportNotification;

/**
 * One lane of a transport (IXPLogon).
 *
 * <p><b>Threads:</b> the spooler makes one data call at a time, always on the lane's own thread;
 * only {@link #transportNotify} may come in on another thread while a data call runs, and {@link
 * #close} at any time. <br>
 * <b>Deadlines:</b> a call that does not return in time costs the lane: its thread is interrupted,
 * the lane is closed, and the message in hand goes back to the queue. <br>
 * <b>Failure:</b> expected answers are values. Whatever a call throws besides {@link MapiException}
 * is taken for a defect of the transport: the turn ends, the message goes back.
 */
@ConsumerType
public interface TransportLogon extends AutoCloseable {
  /**
   * What this logon carries (AddressTypes); the answer stays the same until it notifies otherwise.
   */
  AddressTypes addressTypes();

  /**
   * Starts one outbound message. The recipients to handle are {@link OutboundMessage#recipients()};
   * each is settled as soon as it is decided, and one that is left unsettled is offered to the next
   * transport.
   */
  SubmitResult submitMessage(OutboundMessage message, Set<SubmitFlag> flags);

  /** Ends the message that was submitted last, after {@link SubmitResult.Ok}. */
  EndResult endMessage(MessageRef ref);

  /**
   * Fetches one inbound message: fill and {@link InboundMessage#save}. Returning without a save
   * means that there is none (left). A transport that knows of more says {@link
   * SpoolerNotification.NewMail}.
   *
   * @throws MapiException when it cannot be fetched; what was filled in is thrown away, and the
   *     transport offers it again later
   */
  void startMessage(InboundMessage message) throws MapiException;

  /**
   * Announces a flush, once, with all its flags (step 1). Ask for deferred mail, take the external
   * resource, raise OUTBOUND_FLUSH if UPLOAD is asked (and INBOUND_FLUSH if DOWNLOAD is), return
   * (step 2).
   *
   * @throws MapiException when there will be no flush; the spooler goes on to the next transport
   */
  void flushQueues(Set<FlushFlag> flags) throws MapiException;

  /**
   * Tells of a change (TransportNotify). The bits named there are set or cleared before it returns.
   */
  void transportNotify(Set<TransportNotification> what, @Nullable NotificationTarget target);

  /** Whether mail waits on the far side; called only with {@link LogonOption#POLL}. */
  default boolean poll() {
    return false;
  }

  /** There is nothing to do; called only with {@link LogonOption#IDLE}. */
  default void idle() {}

  /** What this logon asks of the spooler; read once, after the logon. */
  default Set<LogonOption> options() {
    return Set.of();
  }

  /** What the row's entry id opens (OpenStatusEntry). */
  default TransportStatus status() {
    return new TransportStatus() {};
  }

  /** Signs off (TransportLogoff): stop what is under way, release everything. */
  @Override
  void close();
}
