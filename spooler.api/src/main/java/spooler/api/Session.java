package spooler.api;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusTable;

/**
 * A client's session (IMAPISession): submit messages, look at the queue, and reach the spooler and
 * its transports through the status table.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Failure:</b> after {@link #close} every call, also on objects that came from the session, is
 * refused with {@link HResult#MAPI_E_INVALID_OBJECT}.
 */
@ProviderType
public interface Session extends AutoCloseable {
  /**
   * Opens the status table (GetStatusTable); returns when every present transport was logged on.
   */
  StatusTable statusTable() throws MapiException;

  /**
   * Opens what an entry id names (OpenEntry): the status object of a row.
   *
   * @throws MapiException {@link HResult#MAPI_E_INVALID_ENTRYID} when it was not made here, {@link
   *     HResult#MAPI_E_NOT_FOUND} when its transport has left
   */
  StatusObject openEntry(EntryId entryId) throws MapiException;

  /**
   * Hands a message over and waits until it is forced to stable storage (SubmitMessage).
   *
   * @throws IOException when the body cannot be read; nothing was kept
   * @throws MapiException when the message cannot be taken; nothing was kept
   */
  Submission submit(SpoolMessage message) throws MapiException, IOException;

  /**
   * Hands a message over. The body has been read when this returns; the stage completes when the
   * message is forced, together with whatever else was under way, or fails and nothing was kept.
   *
   * @throws IOException when the body cannot be read; nothing was kept
   * @throws MapiException when the message cannot be taken; nothing was kept
   */
  CompletionStage<Submission> submitAsync(SpoolMessage message) throws MapiException, IOException;

  /**
   * Takes a message back that is not being sent (AbortSubmit).
   *
   * @throws MapiException {@link HResult#MAPI_E_UNABLE_TO_ABORT} while a transport has it in hand,
   *     {@link HResult#MAPI_E_NOT_IN_QUEUE} when it is not waiting
   */
  void cancel(MessageId id) throws MapiException;

  /** The queue of messages that wait. */
  QueueView queue() throws MapiException;

  /** The flushes of late, the newest first, the running one included. */
  List<FlushTicket> flushes() throws MapiException;

  /** Logs off; all objects of the session become invalid. */
  @Override
  void close();
}
