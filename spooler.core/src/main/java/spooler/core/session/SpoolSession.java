package spooler.core.session;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spooler.api.HistoryView;
import spooler.api.MessageId;
import spooler.api.Pause;
import spooler.api.Question;
import spooler.api.QueueView;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Submission;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusEntryFlag;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusTable;
import spooler.api.store.StoreException;
import spooler.api.store.StoreFullException;
import spooler.core.status.LiveRow;
import spooler.core.status.StatusView;
import spooler.core.status.Validity;
import spooler.core.transports.Transport;

/** A client's session. Any thread; everything it hands out is good as long as it is. */
public final class SpoolSession implements Session {
  private final SessionParts parts;
  private final Validity validity;
  private final boolean mail;
  private final Submitter submitter;
  private final MessageChanges changes;
  private final Withdrawal withdrawal;

  /**
   * A session that is good while {@code spoolerUp} says so.
   *
   * @param mail whether it may submit and flush; not so with MAPI_NO_MAIL
   */
  public SpoolSession(SessionParts parts, boolean mail, BooleanSupplier spoolerUp) {
    this.parts = parts;
    this.validity = new Validity("session", spoolerUp);
    this.mail = mail;
    this.submitter = new Submitter(parts.store(), parts.clock(), parts.expireAfter());
    this.changes = new MessageChanges(parts);
    this.withdrawal =
        new Withdrawal(parts.store(), parts.registry(), changes, parts.logonPatience());
  }

  @Override
  public StatusTable statusTable() throws MapiException {
    validity.check();
    try {
      parts.registry().awaitLogons(parts.logonPatience());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MapiException(HResult.MAPI_E_USER_CANCEL, "interrupted", stop);
    }
    return new StatusView(
        parts.rows(), parts.advisers(), new Validity("status table", validity::holds));
  }

  @Override
  public StatusObject openEntry(EntryId entryId) throws MapiException {
    validity.check();
    parts.ids().check(entryId);
    Validity own = new Validity("status object", validity::holds);
    Optional<Transport> transport = parts.registry().find(entryId);
    if (transport.isPresent()) {
      return new TransportObject(transport.get(), parts, mail, own);
    }
    LiveRow row =
        parts
            .rows()
            .find(entryId)
            .orElseThrow(
                () ->
                    new MapiException(
                        HResult.MAPI_E_NOT_FOUND,
                        "that transport has left: query the status table again"));
    return new SpoolerObject(row, parts, mail, own);
  }

  @Override
  public StatusObject openEntry(EntryId entryId, Set<StatusEntryFlag> flags) throws MapiException {
    return openEntry(entryId); // read-only whatever was asked (R18)
  }

  @Override
  public Submission submit(SpoolMessage message) throws MapiException, IOException {
    try {
      return submitAsync(message).toCompletableFuture().get();
    } catch (ExecutionException failed) {
      throw refused(failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MapiException(
          HResult.MAPI_E_USER_CANCEL,
          "interrupted: look into the queue before you submit it again",
          stop);
    }
  }

  @Override
  public CompletionStage<Submission> submitAsync(SpoolMessage message)
      throws MapiException, IOException {
    validity.check();
    Refusals.refuseWithoutMail(mail);
    try {
      return submitter.submit(message);
    } catch (StoreException notKept) {
      throw refused(notKept);
    }
  }

  private static MapiException refused(@Nullable Throwable cause) {
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    String reason = root == null ? "the store failed" : String.valueOf(root.getMessage());
    HResult code =
        root instanceof StoreFullException
            ? HResult.MAPI_E_NOT_ENOUGH_DISK
            : HResult.MAPI_E_CALL_FAILED;
    return new MapiException(code, "not accepted: " + reason, root);
  }

  @Override
  public void cancel(MessageId id) throws MapiException {
    validity.check();
    withdrawal.cancel(id);
  }

  @Override
  public void stop(MessageId id) throws MapiException {
    validity.check();
    withdrawal.stop(id);
  }

  @Override
  public void hold(MessageId id) throws MapiException {
    validity.check();
    changes.hold(id);
  }

  @Override
  public void release(MessageId id) throws MapiException {
    validity.check();
    changes.release(id);
  }

  @Override
  public void postpone(MessageId id, Instant notBefore) throws MapiException {
    validity.check();
    changes.postpone(id, notBefore);
  }

  @Override
  public void expire(MessageId id) throws MapiException {
    validity.check();
    changes.expire(id);
  }

  @Override
  public void reroute(MessageId id, @Nullable String transport) throws MapiException {
    validity.check();
    changes.reroute(id, transport);
  }

  @Override
  public FlushTicket sendNow(List<MessageId> messages, Set<FlushFlag> flags) throws MapiException {
    validity.check();
    Refusals.refuseWithoutMail(mail);
    return parts.engine().send(messages, flags);
  }

  @Override
  public List<Question> questions() throws MapiException {
    validity.check();
    return parts.questions().open();
  }

  @Override
  public void answer(long question, @Nullable String answer) throws MapiException {
    validity.check();
    if (!parts.questions().answer(question, Optional.ofNullable(answer))) {
      throw new MapiException(
          HResult.MAPI_E_NOT_FOUND, "nobody waits for an answer to question " + question);
    }
  }

  @Override
  public void setTransportOrder(List<UUID> providers) throws MapiException {
    validity.check();
    parts.registry().setOrder(providers);
  }

  @Override
  public void keepTransportOrder(List<String> transports) throws MapiException {
    validity.check();
    parts.order().set(transports);
  }

  @Override
  public void pause(String transport, Pause pause) throws MapiException {
    validity.check();
    parts.pauses().pause(transport, pause);
  }

  @Override
  public void resume(String transport) throws MapiException {
    validity.check();
    parts.pauses().resume(transport);
  }

  @Override
  public Map<String, Pause> pauses() throws MapiException {
    validity.check();
    return parts.pauses().now();
  }

  @Override
  public QueueView queue() throws MapiException {
    validity.check();
    return new LiveQueue(parts.store(), parts.router(), parts.pauses(), parts.clock(), validity);
  }

  @Override
  public HistoryView history() throws MapiException {
    validity.check();
    return new LiveHistory(parts.store(), validity);
  }

  @Override
  public List<FlushTicket> flushes() throws MapiException {
    validity.check();
    return parts.engine().remembered();
  }

  @Override
  public void close() {
    validity.end();
  }
}
