package spooler.store.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Channel;

/**
 * Some messages with neighbouring ids, which are in memory or away together. Guarded by the index's
 * lock.
 */
final class Page<B> {
  /** No message of it has a smaller id; a page's place among the others. */
  final MessageId first;

  /** While it is here. */
  final TreeMap<MessageId, Message<B>> messages = new TreeMap<>();

  /** While it is away: what stands for it in the lines. */
  final List<Absent> absents = new ArrayList<>();

  /** How many messages it has, here or away. */
  int size;

  /** Room it takes in memory while it is here. */
  int weight;

  /** Where on the shelf it was put last; 0 for nowhere. */
  long slot;

  /** Whether it is not on the shelf as it is. */
  boolean changed = true;

  /** What of it waited, channel by channel, when it was put there last. */
  List<PageCard.Share> shares = List.of();

  private @Nullable MessageId last;

  Page(MessageId first) {
    this.first = first;
  }

  /** No message of it has a larger id. */
  MessageId last(Runnable bring) {
    if (last == null) {
      bring.run();
    }
    return Objects.requireNonNull(last);
  }

  /** A message of it is in memory. */
  void hold(Message<B> message) {
    message.page = this;
    messages.put(message.id, message);
    if (last == null || message.id.compareTo(last) > 0) {
      last = message.id;
    }
  }

  /** Whether somebody holds, or is about to change, one of its entries. */
  boolean isBusy() {
    for (Message<B> message : messages.values()) {
      if (message.isHeld()) {
        return true;
      }
    }
    return false;
  }

  List<Shelved<B>> shelved() {
    return messages.values().stream().map(Message::shelved).toList();
  }

  PageCard card() {
    return new PageCard(first, size, slot, shares);
  }

  /** What of it waits now; for one that is here. */
  List<PageCard.Share> summedUp() {
    Map<Channel, PageCard.Share> sums = new LinkedHashMap<>();
    for (Message<B> message : messages.values()) {
      for (Entry entry : message.openEntries()) {
        sums.merge(entry.channel, PageCard.Share.of(entry), PageCard.Share::and);
      }
    }
    return List.copyOf(sums.values());
  }
}
