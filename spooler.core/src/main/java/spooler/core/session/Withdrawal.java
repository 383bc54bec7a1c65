package spooler.core.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import spooler.api.MessageId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.core.route.ChannelKey;
import spooler.core.route.Place;
import spooler.core.transports.MessagesOut;
import spooler.core.transports.Registry;

/**
 * Takes messages back, in whatever state they are (AbortSubmit; semantics 4.4). Any thread.
 *
 * <p>Claims that nobody works on yet are withdrawn.
 */
final class Withdrawal {
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SpoolStore store;
  private final Registry registry;
  private final MessageChanges changes;
  private final Duration stopLimit;

  /**
   * Withdrawal from that store.
   *
   * @param stopLimit how long a transport may take to put a message down
   */
  Withdrawal(SpoolStore store, Registry registry, MessageChanges changes, Duration stopLimit) {
    this.store = store;
    this.registry = registry;
    this.changes = changes;
    this.stopLimit = stopLimit;
  }

  /** Takes it back if no transport has it in hand (R63). */
  void cancel(MessageId id) throws MapiException {
    switch (withdraw(id)) {
      case CANCELLED -> {}
      case CLAIMED ->
          throw new MapiException(
              HResult.MAPI_E_UNABLE_TO_ABORT,
              id + " is being sent: stop it, or wait until it is there again");
      case ABSENT -> throw notInQueue(id);
    }
  }

  /** Takes it back even out of a transport's hands (R70). */
  void stop(MessageId id) throws MapiException {
    MessagesOut.Stop stop = registry.messages().stop(id, stopLimit);
    CancelResult result = stop == MessagesOut.Stop.GOES_ON ? CancelResult.CLAIMED : withdraw(id);
    if (result == CancelResult.ABSENT && stop == MessagesOut.Stop.NOT_IN_HAND) {
      throw notInQueue(id);
    }
    if (result == CancelResult.CLAIMED) {
      throw new MapiException(
          HResult.MAPI_E_UNABLE_TO_ABORT, id + " is being sent, and its transport does not stop");
    }
  }

  private static MapiException notInQueue(MessageId id) {
    return new MapiException(HResult.MAPI_E_NOT_IN_QUEUE, id + " is not in the queue");
  }

  private CancelResult withdraw(MessageId id) throws MapiException {
    List<ChannelKey.Deferral> deferrals = deferrals(id);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    CancelResult result = changes.cancel(id);
    while (result == CancelResult.CLAIMED
        && !registry.messages().hasInHand(id)
        && System.nanoTime() < deadline) {
      pause(); // its outcome is being forced, or a report is being made
      result = changes.cancel(id);
    }
    if (result == CancelResult.CANCELLED) {
      deferrals.forEach(by -> registry.messages().tellOfCancel(by, id)); // R68
    }
    return result;
  }

  private List<ChannelKey.Deferral> deferrals(MessageId id) {
    return store.find(id).map(StoredMessage::deliveries).orElse(List.of()).stream()
        .filter(delivery -> !delivery.state().isFinal())
        .map(delivery -> Place.of(delivery.channel()))
        .map(place -> place instanceof ChannelKey key ? key.deferredBy() : null)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static void pause() throws MapiException {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MapiException(HResult.MAPI_E_USER_CANCEL, "interrupted", stop);
    }
  }
}
