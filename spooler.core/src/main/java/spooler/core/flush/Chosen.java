package spooler.core.flush;

import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.core.route.Router;
import spooler.core.transports.Transport;

/**
 * The messages a flush is for, when it is not for all. They are claimed one by one under the
 * flush's mark, so nothing else that waits is looked at or touched. Immutable; any thread.
 */
final class Chosen {
  private final List<MessageId> messages;
  private final SpoolStore store;
  private final Router router;

  Chosen(List<MessageId> messages, SpoolStore store, Router router) {
    this.messages = messages.stream().distinct().sorted().toList(); // as they were submitted (R62)
    this.store = store;
    this.router = router;
  }

  /** How many. */
  long size() {
    return messages.size();
  }

  /** For the lanes of one turn: each message is taken by one of them. */
  Queue<MessageId> forOneTurn() {
    return new ConcurrentLinkedQueue<>(messages);
  }

  /** Whether that transport would carry one of them now. */
  boolean isAnyFor(Transport transport) {
    Set<Channel> channels = new HashSet<>(router.channelsOf(transport.name(), false));
    return messages.stream()
        .anyMatch(
            id ->
                store.find(id).map(StoredMessage::deliveries).orElse(List.of()).stream()
                    .anyMatch(one -> !one.state().isFinal() && channels.contains(one.channel())));
  }
}
