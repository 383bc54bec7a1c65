package spooler.core.wild;

import java.util.HashSet;
import java.util.Set;
import spooler.api.MessageId;

/**
 * Watches in which order a transport of one lane, that sends in flushes only, is given messages: in
 * ascending order within a flush (R62), and each once, unless it asks for it again itself. Used on
 * the lane's thread.
 */
final class Order {
  private final String transport;
  private final Ledger ledger;
  private final boolean watched;
  private final Set<MessageId> seen = new HashSet<>();
  private MessageId last = new MessageId(1);

  Order(String transport, Ledger ledger, boolean watched) {
    this.transport = transport;
    this.ledger = ledger;
    this.watched = watched;
  }

  /** A flush begins. */
  void restart() {
    seen.clear();
    last = new MessageId(1);
  }

  /**
   * A message is submitted.
   *
   * @param released it had been deferred; such messages come first
   */
  void next(MessageId id, boolean released) {
    if (!watched) {
      return;
    }
    if (!released && id.compareTo(last) < 0) {
      ledger.violation("%s was given %s after %s".formatted(transport, id, last));
    }
    if (!seen.add(id)) {
      ledger.violation("%s was given %s twice in one flush".formatted(transport, id));
    }
    last = released ? last : id;
  }
}
