package spooler.api;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusEntryFlag;
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
   * Opens what an entry id names, as asked. {@link StatusEntryFlag#MODIFY} is never refused: what
   * comes is read-only (R18).
   *
   * @throws MapiException as {@link #openEntry(EntryId)} does
   */
  StatusObject openEntry(EntryId entryId, Set<StatusEntryFlag> flags) throws MapiException;

  /**
   * Hands a message over and waits until it is forced to stable storage (SubmitMessage).
   *
   * @throws IOException when the body cannot be read; nothing was kept
   * @throws MapiException when the message cannot be taken; nothing was kept. {@link
   *     HResult#MAPI_E_NOT_ENOUGH_DISK} when the queue is full: it can be taken later
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

  /**
   * Takes a message back even while a transport has it in hand: the transport is told, and asked to
   * stop at its next block (CANCEL_MESSAGE). What the far side took already is not undone; no
   * report is made, and nothing is tried again.
   *
   * @throws MapiException {@link HResult#MAPI_E_UNABLE_TO_ABORT} when the transport did not stop in
   *     time, {@link HResult#MAPI_E_NOT_IN_QUEUE} when it is not waiting
   */
  void stop(MessageId id) throws MapiException;

  /**
   * Keeps a message from being sent, and from expiring, until {@link #release}.
   *
   * @throws MapiException as {@link #cancel} does
   */
  void hold(MessageId id) throws MapiException;

  /**
   * Lets a held message go on as if it had never been held.
   *
   * @throws MapiException as {@link #cancel} does
   */
  void release(MessageId id) throws MapiException;

  /**
   * Sets when a message is tried next; a time that has passed means now. A flush with FORCE does
   * not wait for it.
   *
   * @throws MapiException as {@link #cancel} does
   */
  void postpone(MessageId id, Instant notBefore) throws MapiException;

  /**
   * Ends a message as if its time had run out: its sender is told, as it wished to be.
   *
   * @throws MapiException as {@link #cancel} does
   */
  void expire(MessageId id) throws MapiException;

  /**
   * Has a message go over that transport, whoever would carry it else; or, with null, over the
   * first that carries it, as if nobody had refused or deferred it before. A transport that is told
   * so and refuses it is passed over from then on, and the others are tried.
   *
   * @param transport its name; it waits for that one if it is not there
   * @throws MapiException as {@link #cancel} does
   */
  void reroute(MessageId id, @Nullable String transport) throws MapiException;

  /**
   * Sends these messages now and no others: a flush with UPLOAD of the transports that carry them.
   * A message goes with all of its recipients that wait.
   *
   * @param messages those that are not in the queue are passed over
   * @param flags {@link FlushFlag#FORCE} and {@link FlushFlag#NO_UI} count
   * @return a ticket, at once
   * @throws MapiException {@link HResult#MAPI_E_BUSY} while another flush runs
   */
  FlushTicket sendNow(List<MessageId> messages, Set<FlushFlag> flags) throws MapiException;

  /** What transports ask the user and wait for, the oldest first. */
  List<Question> questions() throws MapiException;

  /**
   * Answers a question.
   *
   * @param answer null for none: the transport is told that there is no user
   * @throws MapiException {@link HResult#MAPI_E_NOT_FOUND} when nobody waits for it (any more)
   */
  void answer(long question, @Nullable String answer) throws MapiException;

  /**
   * Puts the profile in this order (MsgServiceTransportOrder), whatever rankings and PREFER_LAST
   * say. It holds until a transport's ranking is changed or the spooler is restarted.
   *
   * @param providers PR_PROVIDER_UID of every transport of the status table, the first in order
   *     first
   * @throws MapiException {@link HResult#MAPI_E_BUSY} when they are not as many as there are
   *     transports, {@link HResult#MAPI_E_NOT_FOUND} when one is not there (R77)
   */
  void setTransportOrder(List<UUID> providers) throws MapiException;

  /**
   * Puts the profile in this order for good: each transport's {@code service.ranking} is written
   * into its configuration, and so into the file that came from. No transfer is interrupted by it.
   * Returns when the profile is in that order.
   *
   * @param transports names; those that are present and not named stand behind, as they stand now
   * @throws MapiException {@link HResult#MAPI_E_NOT_FOUND} when one is not present, {@link
   *     HResult#MAPI_E_NO_SUPPORT} when the order cannot be kept: one has no configuration, its
   *     file may not be written, or it prefers to be last; nothing is changed then
   */
  void keepTransportOrder(List<String> transports) throws MapiException;

  /**
   * Leaves a transport alone until it is resumed, or the pause ends: also after a restart, and
   * whether or not it is present now. The message in hand finishes. A pause replaces the one
   * before.
   *
   * @throws MapiException {@link HResult#MAPI_E_INVALID_PARAMETER} when no transport can have that
   *     name, {@link HResult#MAPI_E_CALL_FAILED} when the pause could not be kept
   */
  void pause(String transport, Pause pause) throws MapiException;

  /**
   * Ends a pause.
   *
   * @throws MapiException {@link HResult#MAPI_E_NOT_FOUND} when that transport is not paused
   */
  void resume(String transport) throws MapiException;

  /** The transports that are paused now, by name, whether or not they are present. */
  Map<String, Pause> pauses() throws MapiException;

  /** The queue of messages that wait. */
  QueueView queue() throws MapiException;

  /** The messages that have left it. */
  HistoryView history() throws MapiException;

  /** The flushes of late, the newest first, the running one included. */
  List<FlushTicket> flushes() throws MapiException;

  /** Logs off; all objects of the session become invalid. */
  @Override
  void close();
}
