package spooler.api.status;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.DialogFlag;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ValidateFlag;

/**
 * What a row of the status table opens (IMAPIStatus). Methods whose bit is clear in the row's
 * PR_RESOURCE_METHODS are refused with {@link HResult#MAPI_E_NO_SUPPORT}.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Failure:</b> after {@link #close}, the session's end or the transport's departure every call
 * is refused with {@link HResult#MAPI_E_INVALID_OBJECT}.
 */
@ProviderType
public interface StatusObject extends AutoCloseable {
  /** All properties as they are now. */
  StatusRow properties() throws MapiException;

  /** Checks the state again; never takes an exclusive resource. */
  void validateState(Set<ValidateFlag> flags) throws MapiException;

  /** Shows the settings. */
  void settingsDialog(Set<DialogFlag> flags) throws MapiException;

  /** Changes the password; {@link HResult#MAPI_E_NO_ACCESS} when the old one is wrong. */
  void changePassword(String oldPassword, String newPassword) throws MapiException;

  /**
   * Sends and fetches now. Nothing is ever deleted by it.
   *
   * <p>On the spooler's object: {@link EntryId#NONE} means every active transport, in profile
   * order; a transport row's entry id means that one, also if its own object lacks the method (the
   * target that MAPI calls lpTargetTransport). It returns when everything is done, with a finished
   * ticket; with {@link FlushFlag#ASYNC_OK} at once.
   *
   * <p>On a transport's object: the target has to be {@link EntryId#NONE}; the transport raises its
   * bits, the call returns at once and the spooler does the work at its convenience.
   *
   * @throws MapiException {@link HResult#MAPI_E_BUSY} while another flush runs, {@link
   *     HResult#MAPI_E_INVALID_ENTRYID} when the target is no transport's row, {@link
   *     HResult#MAPI_E_NOT_FOUND} when that transport has left, {@link
   *     HResult#MAPI_E_UNKNOWN_FLAGS} for a flag this object does not take
   */
  FlushTicket flushQueues(EntryId target, Set<FlushFlag> flags) throws MapiException;

  /** Ends this object; table, session and other objects stay usable (R10). */
  @Override
  void close();
}
