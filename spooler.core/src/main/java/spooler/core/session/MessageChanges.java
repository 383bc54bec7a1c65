package spooler.core.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.core.delivery.Ending;
import spooler.core.route.ChannelKey;
import spooler.core.route.Held;
import spooler.core.route.Owed;
import spooler.core.route.Place;
import spooler.core.transports.Registry;

/**
 * Changes what a single message waits for: all of its recipients that are concerned, or none. They
 * are claimed first, so nobody sends what is being changed. Any thread.
 */
final class MessageChanges {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Disposition CANCELLED =
      new Disposition.Settled(RecipientState.CANCELLED, "cancelled");

  private final SpoolStore store;
  private final Registry registry;
  private final Clock clock;
  private final BiConsumer<MessageId, List<RecipientState>> settled;

  MessageChanges(SessionParts parts) {
    this.store = parts.store();
    this.registry = parts.registry();
    this.clock = parts.clock();
    this.settled = parts.settled();
  }

  /** Keeps it from being sent. What it waited for, and until when, is kept. */
  void hold(MessageId id) throws MapiException {
    change(
        id,
        place -> place instanceof ChannelKey,
        part -> waits(new Held((ChannelKey) part.place()).channel(), part.notBefore(), part));
  }

  /** Ends a hold. */
  void release(MessageId id) throws MapiException {
    change(
        id,
        place -> place instanceof Held,
        part -> waits(((Held) part.place()).place().channel(), part.notBefore(), part));
  }

  /** Sets when it is tried next. */
  void postpone(MessageId id, Instant notBefore) throws MapiException {
    change(id, MessageChanges::isOpen, part -> waits(part.place().channel(), notBefore, part));
  }

  /** Ends it as if its time had run out (R76). */
  void expire(MessageId id) throws MapiException {
    StoredMessage message = find(id);
    changeAll(message, MessageChanges::isOpen, part -> expired(message.envelope(), part));
  }

  private Disposition expired(Envelope envelope, Part part) {
    String last = part.reason().isEmpty() ? "" : "; last: " + part.reason();
    return Ending.of(envelope, Owed.expired(), "ended by an operator" + last, clock.instant());
  }

  /** Binds it to a transport; null for a fresh start. What is held stays held. */
  void reroute(MessageId id, @Nullable String transport) throws MapiException {
    change(id, MessageChanges::isOpen, part -> waits(rerouted(part, transport), null, part));
  }

  private static Channel rerouted(Part part, @Nullable String transport) {
    return part.place() instanceof Held held
        ? new Held(held.place().bound(transport)).channel()
        : ((ChannelKey) part.place()).bound(transport).channel();
  }

  /** Takes it out of the queue. Who came to an end already keeps it, and his sender is told. */
  CancelResult cancel(MessageId id) {
    registry.messages().withdraw(id);
    Optional<StoredMessage> message = store.find(id);
    if (message.isEmpty() || channels(message.get(), MessageChanges::isOpen).isEmpty()) {
      return CancelResult.ABSENT;
    }
    return change(message.get(), MessageChanges::isOpen, part -> CANCELLED)
        ? CancelResult.CANCELLED
        : CancelResult.CLAIMED;
  }

  private static boolean isOpen(Place place) {
    return place instanceof ChannelKey || place instanceof Held;
  }

  /** One recipient, as it waits. */
  private record Part(Place place, @Nullable Instant notBefore, String reason) {
    static Part of(StoredMessage.Delivery delivery) {
      return new Part(Place.of(delivery.channel()), delivery.notBefore(), delivery.reason());
    }
  }

  private Disposition waits(Channel channel, @Nullable Instant notBefore, Part part) {
    Instant when = notBefore == null ? clock.instant() : notBefore;
    return new Disposition.Waits(channel, when, false, part.reason());
  }

  private void change(MessageId id, Predicate<Place> concerned, Function<Part, Disposition> change)
      throws MapiException {
    changeAll(find(id), concerned, change);
  }

  private StoredMessage find(MessageId id) throws MapiException {
    registry.messages().withdraw(id);
    return store
        .find(id)
        .orElseThrow(
            () -> new MapiException(HResult.MAPI_E_NOT_IN_QUEUE, id + " is not in the queue"));
  }

  private void changeAll(
      StoredMessage message, Predicate<Place> concerned, Function<Part, Disposition> change)
      throws MapiException {
    if (!change(message, concerned, change)) {
      throw new MapiException(
          HResult.MAPI_E_UNABLE_TO_ABORT,
          message.id() + " is being sent: try again when it is back, or has left");
    }
  }

  private boolean change(
      StoredMessage message, Predicate<Place> concerned, Function<Part, Disposition> change) {
    List<Channel> channels = channels(message, concerned);
    if (channels.isEmpty()) {
      return true;
    }
    List<Claim> claims =
        store.claim(
            new ClaimRequest(
                channels,
                Envelope.MAX_RECIPIENTS,
                LEASE,
                "operator",
                FlushMark.NONE,
                true,
                message.id()));
    StoredMessage claimed = store.find(message.id()).orElse(message);
    if (!isAll(claims, claimed, concerned)) {
      store.release(claims);
      return false;
    }
    List<Settlement> settlements =
        store
            .settle(claims.stream().map(claim -> outcome(claim, claimed, change)).toList())
            .toCompletableFuture()
            .join();
    for (Settlement settlement : settlements) {
      if (!settlement.finished().isEmpty()) {
        settled.accept(settlement.id(), settlement.finished());
      }
    }
    return true;
  }

  private static List<Channel> channels(StoredMessage message, Predicate<Place> concerned) {
    return message.deliveries().stream()
        .filter(delivery -> !delivery.state().isFinal())
        .map(StoredMessage.Delivery::channel)
        .distinct()
        .filter(channel -> concerned.test(Place.of(channel)))
        .toList();
  }

  /** Whether nobody else holds one of them, and none has moved while they were claimed. */
  private static boolean isAll(
      List<Claim> claims, StoredMessage message, Predicate<Place> concerned) {
    long wanted =
        message.deliveries().stream()
            .filter(delivery -> !delivery.state().isFinal())
            .filter(delivery -> concerned.test(Place.of(delivery.channel())))
            .count();
    return claims.stream().mapToLong(claim -> claim.recipients().size()).sum() == wanted;
  }

  private static Outcome outcome(
      Claim claim, StoredMessage message, Function<Part, Disposition> change) {
    return new Outcome(
        claim,
        claim.recipients().stream()
            .map(place -> change.apply(Part.of(message.deliveries().get(place))))
            .toList());
  }
}
