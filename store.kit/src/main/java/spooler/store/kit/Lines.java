package spooler.store.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.ClaimOrder;
import spooler.api.store.ClaimRequest;

/** The lines of all channels in which anything is, and all claims. Guarded by the index's lock. */
final class Lines {
  private final Map<Channel, Line> lines = new HashMap<>();
  private final Map<Long, Entry> held = new HashMap<>(); // by the epoch of the claim

  /** Puts an entry in the line of its channel. */
  void add(Waiting entry) {
    lines.computeIfAbsent(entry.channel(), channel -> new Line()).add(entry);
  }

  /** Takes what nobody holds out of its line. */
  void remove(Waiting entry) {
    of(entry).remove(entry);
  }

  Held lease(Entry entry, Lease lease) {
    of(entry).lease(entry, lease);
    held.put(lease.epoch(), entry);
    return new Held(entry, lease);
  }

  /** What a claim holds; null when it is not the claimant's any more. */
  @Nullable Held held(Claim claim) {
    Entry entry = held.get(claim.epoch());
    return entry == null || entry.lease == null || !entry.message.id.equals(claim.id())
        ? null
        : new Held(entry, entry.lease);
  }

  void renew(Held current, Instant end) {
    Line line = of(current.entry());
    line.unlease(current);
    line.lease(current.entry(), current.lease().until(end));
  }

  void release(Held ended) {
    held.remove(ended.lease().epoch());
    of(ended.entry()).unlease(ended);
    add(ended.entry());
  }

  /** Ends the claim but keeps the entry from others, till it is unpinned. */
  void pin(Held ended) {
    held.remove(ended.lease().epoch());
    of(ended.entry()).pin(ended);
  }

  /** Lets go of an entry, leaving it to the caller; forgets the channel when nothing is left. */
  void unpin(Entry entry) {
    Line line = of(entry);
    line.unpin(entry);
    if (line.isEmpty()) {
      lines.remove(entry.channel);
    }
  }

  /** Puts back what nobody holds any more. */
  void expire(Instant now) {
    for (Line line : lines.values()) {
      for (Held late = line.pollExpired(now); late != null; late = line.pollExpired(now)) {
        held.remove(late.lease().epoch());
        line.add(late.entry());
      }
    }
  }

  private Line of(Waiting entry) {
    return Objects.requireNonNull(lines.get(entry.channel()));
  }

  /**
   * The first entries of the channels that are wanted, in the order asked for, of as many messages
   * as were asked for at most.
   *
   * @param bring brings those back that are away
   */
  List<Entry> takeFirst(ClaimRequest request, Wanted wanted, Consumer<Absent> bring) {
    ClaimOrder order = request.order();
    int max = request.max();
    PriorityQueue<Entry> heads =
        order == ClaimOrder.GRADE ? new PriorityQueue<>(Waiting.BY_GRADE) : new PriorityQueue<>();
    for (Line line : select(request.channels())) {
      offer(heads, first(line, wanted, order, bring));
    }
    List<Entry> taken = new ArrayList<>();
    @Nullable MessageId last = null;
    for (int messages = 0; !heads.isEmpty(); ) {
      Entry entry = heads.remove();
      boolean another = !entry.message.id.equals(last);
      if (another && ++messages > max) {
        break;
      }
      last = entry.message.id;
      Line line = of(entry);
      line.remove(entry);
      taken.add(entry);
      offer(heads, messages < max ? first(line, wanted, order, bring) : here(line, wanted, order));
    }
    return taken;
  }

  private static @Nullable Entry first(
      Line line, Wanted wanted, ClaimOrder order, Consumer<Absent> bring) {
    Waiting first = line.first(wanted, order);
    while (first instanceof Absent absent) {
      bring.accept(absent);
      first = line.first(wanted, order);
    }
    return first == null ? null : first.entry();
  }

  /** Enough for the rest of a message: what is away is of others. */
  private static @Nullable Entry here(Line line, Wanted wanted, ClaimOrder order) {
    Waiting first = line.first(wanted, order);
    return first == null ? null : first.entry();
  }

  private static void offer(PriorityQueue<Entry> heads, @Nullable Entry head) {
    if (head != null) {
      heads.add(head);
    }
  }

  /** Entries of these channels whose time has ended, the longest ended first. */
  List<Entry> takeExpired(
      Collection<Channel> channels, Instant now, int max, Consumer<Absent> bring) {
    List<Line> selected = select(channels);
    List<Entry> taken = new ArrayList<>();
    Waiting next = firstToExpire(selected);
    while (next != null && taken.size() < max && !next.expires().isAfter(now)) {
      if (next instanceof Absent absent) {
        bring.accept(absent);
      } else {
        remove(next);
        taken.add(Objects.requireNonNull(next.entry()));
      }
      next = firstToExpire(selected);
    }
    return taken;
  }

  private static @Nullable Waiting firstToExpire(List<Line> lines) {
    return lines.stream()
        .map(Line::firstToExpire)
        .filter(Objects::nonNull)
        .min(Comparator.comparing(Waiting::expires))
        .orElse(null);
  }

  Optional<Instant> nextExpiry(Collection<Channel> channels, Instant now) {
    return Optional.ofNullable(firstToExpire(select(channels)))
        .map(Waiting::expires)
        .map(end -> end.isAfter(now) ? end : Instant.MIN);
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
