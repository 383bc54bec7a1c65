package spooler.store.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.Disposition;
import spooler.api.store.Disposition.Settled;
import spooler.api.store.Disposition.Waits;
import spooler.api.store.StoredMessage.Delivery;

/** How recipients are put together to entries, and what a disposition makes of one. */
final class Entries {
  private Entries() {}

  /** What the recipients of one entry have in common. */
  private record Shared(Channel channel, int attempts, @Nullable Instant notBefore, long mark) {
    static Shared of(Delivery delivery, long mark) {
      return new Shared(delivery.channel(), delivery.attempts(), delivery.notBefore(), mark);
    }
  }

  /** The entries of a message that is new to the index. */
  static List<Entry> of(Message<?> message) {
    return group(message, open(message, all(message)), place -> 0);
  }

  /** The entries of a message whose recipients carry these marks. */
  static List<Entry> of(Message<?> message, List<Long> marks) {
    return group(message, open(message, all(message)), marks::get);
  }

  private static List<Integer> all(Message<?> message) {
    return message.deliveries.length == 1
        ? List.of(0)
        : IntStream.range(0, message.deliveries.length).boxed().toList();
  }

  /** Writes a change into its message; the entries in which recipients wait again. */
  static List<Entry> apply(Change change) {
    Message<?> message = change.message();
    for (int i = 0; i < change.recipients().size(); i++) {
      int place = change.recipients().get(i);
      message.deliveries[place] = change.deliveries().get(i);
      message.entries[place] = null;
    }
    List<Entry> again = new ArrayList<>(1);
    for (Entry entry : change.entries()) {
      List<Integer> open = open(message, entry.recipients);
      again.addAll(group(message, open, place -> markAfter(entry, message.deliveries[place])));
    }
    return again;
  }

  /** A flush mark stays with those who stay in their channel; elsewhere they are new. */
  private static long markAfter(Entry entry, Delivery delivery) {
    return delivery.channel().equals(entry.channel) ? entry.mark : 0;
  }

  private static List<Integer> open(Message<?> message, List<Integer> places) {
    List<Integer> open = new ArrayList<>(places.size());
    for (int place : places) {
      if (!message.deliveries[place].state().isFinal()) {
        open.add(place);
      }
    }
    return open;
  }

  private static List<Entry> group(
      Message<?> message, List<Integer> places, IntToLongFunction mark) {
    if (places.size() == 1) { // as most are
      return List.of(entry(message, places, mark.applyAsLong(places.get(0))));
    }
    Map<Shared, List<Integer>> groups = new LinkedHashMap<>();
    for (int place : places) {
      groups
          .computeIfAbsent(
              Shared.of(message.deliveries[place], mark.applyAsLong(place)),
              shared -> new ArrayList<>(1))
          .add(place);
    }
    List<Entry> entries = new ArrayList<>(groups.size());
    groups.forEach((shared, group) -> entries.add(entry(message, group, shared.mark())));
    return entries;
  }

  private static Entry entry(Message<?> message, List<Integer> places, long mark) {
    Entry entry = new Entry(message, message.deliveries[places.get(0)], places, mark);
    places.forEach(place -> message.entries[place] = entry);
    return entry;
  }

  /** What a disposition makes of a recipient of this entry. */
  static Delivery after(Entry entry, Disposition disposition) {
    if (disposition instanceof Waits waits) {
      int attempts = entry.attempts + (waits.attempted() ? 1 : 0);
      return new Delivery(
          RecipientState.WAITING,
          waits.channel(),
          attempts,
          waits.notBefore(),
          null,
          waits.reason());
    }
    Settled settled = (Settled) disposition;
    int attempts = entry.attempts + (wasTried(settled.state()) ? 1 : 0);
    Channel last = settled.last() == null ? entry.channel : settled.last();
    return new Delivery(settled.state(), last, attempts, null, null, settled.reason());
  }

  private static boolean wasTried(RecipientState state) {
    return state == RecipientState.SENT || state == RecipientState.FAILED;
  }
}
