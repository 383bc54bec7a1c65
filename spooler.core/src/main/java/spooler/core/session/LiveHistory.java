package spooler.core.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.HistoryEntry;
import spooler.api.HistoryView;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.mapi.MapiException;
import spooler.api.store.Channel;
import spooler.api.store.FinishedMessage;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.core.route.Owed;
import spooler.core.route.Place;
import spooler.core.status.Validity;

/** The history as the store has it, with the transport that ended each recipient. Any thread. */
final class LiveHistory implements HistoryView {
  private final SpoolStore store;
  private final Validity validity;

  LiveHistory(SpoolStore store, Validity validity) {
    this.store = store;
    this.validity = validity;
  }

  @Override
  public List<HistoryEntry> list(long before, int max) throws MapiException {
    validity.check();
    return store.history(before, max).stream().map(LiveHistory::entry).toList();
  }

  @Override
  public Optional<HistoryEntry> find(MessageId id) throws MapiException {
    validity.check();
    return store.finished(id).map(LiveHistory::entry);
  }

  private static HistoryEntry entry(FinishedMessage finished) {
    StoredMessage message = finished.message();
    List<HistoryEntry.Ended> recipients = new ArrayList<>();
    for (int i = 0; i < message.deliveries().size(); i++) {
      recipients.add(ended(message.envelope().recipients().get(i), message.deliveries().get(i)));
    }
    return new HistoryEntry(
        finished.number(),
        message.id(),
        message.envelope(),
        message.accepted(),
        finished.finished(),
        message.size(),
        recipients);
  }

  private static HistoryEntry.Ended ended(Recipient recipient, StoredMessage.Delivery delivery) {
    return new HistoryEntry.Ended(
        recipient,
        delivery.state(),
        delivery.attempts(),
        transport(delivery.channel()),
        delivery.reason());
  }

  private static @Nullable String transport(Channel last) {
    return Place.of(last) instanceof Owed end && !end.transport().isEmpty()
        ? end.transport()
        : null;
  }
}
