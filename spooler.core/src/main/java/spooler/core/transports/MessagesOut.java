package spooler.core.transports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import spooler.api.MessageId;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.MessageRef;
import spooler.api.transport.NotificationTarget;
import spooler.core.route.ChannelKey;

/** Messages that are out with transports, as a client reaches for them. Any thread. */
public final class MessagesOut {
  private final Supplier<List<Transport>> transports;

  /** Those of these transports. */
  MessagesOut(Supplier<List<Transport>> transports) {
    this.transports = transports;
  }

  /** Gives back what lanes hold of that message and have not begun, so that it can be changed. */
  public void withdraw(MessageId id) {
    lanes().forEach(lane -> lane.claims().withdraw(id));
  }

  /** Whether a transport has it in hand. */
  public boolean hasInHand(MessageId id) {
    return lanes().anyMatch(lane -> lane.hand().holds(id));
  }

  /** What came of stopping a message. */
  public enum Stop {
    /** Nobody had it in hand. */
    NOT_IN_HAND,
    /** Whoever had it in hand has put it down. */
    PUT_DOWN,
    /** Somebody has it in hand still. */
    GOES_ON
  }

  /** Has the transports put that message down for good, within the limit. */
  public Stop stop(MessageId id, Duration limit) {
    List<CompletableFuture<MessageRef>> ends =
        lanes().map(lane -> lane.hand().stop(id)).flatMap(Optional::stream).toList();
    if (ends.isEmpty()) {
      return Stop.NOT_IN_HAND;
    }
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Stop.PUT_DOWN;
    } catch (TimeoutException | ExecutionException goesOn) {
      return Stop.GOES_ON;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Stop.GOES_ON;
    }
  }

  /** Tells the transport that has deferred it that it was cancelled (R68). */
  public void tellOfCancel(ChannelKey.Deferral by, MessageId id) {
    transports.get().stream()
        .filter(Transport::isActive)
        .filter(transport -> transport.deferral().equals(by))
        .flatMap(transport -> transport.usableLanes().stream())
        .forEach(
            lane ->
                lane.notifyFromOutside(
                    Set.of(
                        TransportNotification.ABORT_DEFERRED, TransportNotification.CANCEL_MESSAGE),
                    new NotificationTarget.Deferred(id)));
  }

  private Stream<Lane> lanes() {
    return transports.get().stream().flatMap(transport -> transport.lanes().stream());
  }
}
