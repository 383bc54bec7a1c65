package spooler.store.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import spooler.api.store.Channel;
import spooler.api.store.ChannelCount;

/** The lines of all channels in which anything is. Guarded by the index's lock. */
final class Lines {
  private final Map<Channel, Line> lines = new HashMap<>();

  /** Where an entry is, or goes. */
  Line of(Entry entry) {
    return lines.computeIfAbsent(entry.channel, channel -> new Line());
  }

  /** Puts an entry in the line of its channel. */
  void add(Entry entry) {
    of(entry).waiting.add(entry);
  }

  /** Forgets a channel in which nothing is left. */
  void drop(Entry entry) {
    lines.computeIfPresent(entry.channel, (channel, line) -> line.isEmpty() ? null : line);
  }

  void expire(Instant now) {
    lines.values().forEach(line -> line.expire(now));
  }

  /** The first entries of these channels that are wanted, in order, at most {@code max}. */
  List<Entry> take(Collection<Channel> channels, Wanted wanted, int max) {
    PriorityQueue<Entry> heads = new PriorityQueue<>();
    for (Line line : select(channels)) {
      offer(heads, line.waiting.first(wanted));
    }
    List<Entry> taken = new ArrayList<>();
    while (taken.size() < max && !heads.isEmpty()) {
      Entry entry = heads.remove();
      EntryTree waiting = of(entry).waiting;
      waiting.remove(entry);
      taken.add(entry);
      offer(heads, waiting.first(wanted));
    }
    return taken;
  }

  private static void offer(PriorityQueue<Entry> heads, @Nullable Entry head) {
    if (head != null) {
      heads.add(head);
    }
  }

  Optional<Instant> nextDue(Collection<Channel> channels, Instant now) {
    return select(channels).stream()
        .map(line -> line.nextDue(now))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  Map<Channel, ChannelCount> counts() {
    Map<Channel, ChannelCount> counts = new HashMap<>();
    lines.forEach((channel, line) -> counts.put(channel, line.count()));
    return counts;
  }

  private List<Line> select(Collection<Channel> channels) {
    List<Line> selected = new ArrayList<>(channels.size());
    for (Channel channel : new HashSet<>(channels)) {
      Line line = lines.get(channel);
      if (line != null) {
        selected.add(line);
      }
    }
    return selected;
  }
}
