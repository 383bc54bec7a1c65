package spooler.store.file;

import java.util.ArrayList;
import java.util.List;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/** A message as far as the log has been read. Used by the thread that opens the store. */
final class Survivor {
  private final StoredMessage message;
  private final Body body;
  private final List<Delivery> deliveries;
  private int open;

  Survivor(StoredMessage message, Body body) {
    this.message = message;
    this.body = body;
    this.deliveries = new ArrayList<>(message.deliveries());
    this.open = deliveries.size();
  }

  /** Takes over what some recipients became; whether any recipient is left. */
  boolean becomes(DeliveriesRecord record) {
    for (int i = 0; i < record.recipients().size(); i++) {
      Delivery before = deliveries.set(record.recipients().get(i), record.deliveries().get(i));
      if (!before.state().isFinal() && record.deliveries().get(i).state().isFinal()) {
        open--;
      }
    }
    return open > 0;
  }

  StoredMessage message() {
    return new StoredMessage(
        message.id(), message.envelope(), message.accepted(), message.size(), deliveries);
  }

  Body body() {
    return body;
  }
}
