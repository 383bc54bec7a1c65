package spooler.core.session;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.Pause;
import spooler.api.QueueEntry;
import spooler.api.QueueView;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.MapiException;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.core.route.ChannelKey;
import spooler.core.route.Held;
import spooler.core.route.Owed;
import spooler.core.route.Place;
import spooler.core.route.Router;
import spooler.core.status.Validity;
import spooler.core.transports.Pauses;

/** The queue as the store has it, with the route each recipient would take now. Any thread. */
final class LiveQueue implements QueueView {
  private final SpoolStore store;
  private final Router router;
  private final Pauses pauses;
  private final Clock clock;
  private final Validity validity;

  LiveQueue(SpoolStore store, Router router, Pauses pauses, Clock clock, Validity validity) {
    this.pauses = pauses;
    this.validity = validity;
    this.store = store;
    this.router = router;
    this.clock = clock;
  }

  @Override
  public List<QueueEntry> list(@Nullable MessageId after, int max) throws MapiException {
    validity.check();
    return store.list(after, max).stream().map(this::entry).toList();
  }

  @Override
  public Optional<QueueEntry> find(MessageId id) throws MapiException {
    validity.check();
    return store.find(id).map(this::entry);
  }

  @Override
  public long size() throws MapiException {
    validity.check();
    return store.size();
  }

  private QueueEntry entry(StoredMessage message) {
    List<QueueEntry.Waiting> recipients = new ArrayList<>();
    for (int i = 0; i < message.deliveries().size(); i++) {
      recipients.add(waiting(message.envelope().recipients().get(i), message.deliveries().get(i)));
    }
    return new QueueEntry(
        message.id(), message.envelope(), message.accepted(), message.size(), recipients);
  }

  private QueueEntry.Waiting waiting(Recipient recipient, StoredMessage.Delivery delivery) {
    Place place = Place.of(delivery.channel());
    Instant notBefore = delivery.notBefore();
    boolean later = notBefore != null && notBefore.isAfter(clock.instant());
    String route =
        place instanceof ChannelKey key && !delivery.state().isFinal()
            ? router.route(key).orElse(null)
            : null;
    return new QueueEntry.Waiting(
        recipient,
        place instanceof Owed end && !delivery.state().isFinal() ? end.state() : delivery.state(),
        place instanceof Held && !delivery.state().isFinal(),
        delivery.attempts(),
        later ? notBefore : null,
        route,
        reason(recipient, delivery, place, route, later));
  }

  private String reason(
      Recipient recipient,
      StoredMessage.Delivery delivery,
      Place place,
      @Nullable String route,
      boolean later) {
    if (delivery.state().isFinal()) {
      return delivery.reason();
    }
    String last = delivery.reason().isEmpty() ? "" : ": " + delivery.reason();
    if (place instanceof Owed) {
      return "the sender is still to be told" + last;
    }
    if (delivery.state() == RecipientState.SENDING) {
      String since = delivery.reason().isEmpty() ? "" : "; last: " + delivery.reason();
      return "in the hands of " + delivery.owner() + since;
    }
    if (place instanceof Held) {
      return "held" + last;
    }
    if (!(place instanceof ChannelKey key)) {
      return "waits for what this version does not know (%s)%s".formatted(delivery.channel(), last);
    }
    if (route == null && key.boundTo() != null) {
      return "%s is not present, which it is to go over%s".formatted(key.boundTo(), last);
    }
    if (route == null) {
      return "no transport for %s is present%s".formatted(recipient.address().type(), last);
    }
    if (router.isDeferred(key)) {
      return "deferred: %s will ask for it".formatted(route);
    }
    if (later && pauses.of(route).isEmpty()) {
      return delivery.reason().isEmpty() ? "waits for its time" : delivery.reason();
    }
    Optional<Pause> pause = pauses.of(route);
    if (pause.isPresent()) {
      return "waits for %s, which is %s%s".formatted(route, pause.get(), last);
    }
    return "waits for %s%s".formatted(route, last);
  }
}
