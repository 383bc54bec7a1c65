package spooler.store.kit;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spooler.api.store.ChannelCount;
import spooler.api.store.ClaimOrder;

/** One channel: what waits in it, and what of it is held. Guarded by the index's lock. */
final class Line {
  private static final Comparator<Lease> SOONEST_END =
      Comparator.comparing(Lease::end).thenComparingLong(Lease::epoch);

  private final EntryTree waiting = new EntryTree();
  private final TreeMap<Lease, Entry> leased = new TreeMap<>(SOONEST_END);
  private int pinned;

  boolean isEmpty() {
    return waiting.size() == 0 && leased.isEmpty() && pinned == 0;
  }

  ChannelCount count() {
    return new ChannelCount(waiting.size(), leased.size() + pinned);
  }

  /** An entry waits here. */
  void add(Waiting entry) {
    waiting.add(entry);
  }

  /** An entry does not wait here any more. */
  void remove(Waiting entry) {
    waiting.remove(entry);
  }

  /** The first that is wanted; null for none. */
  @Nullable Waiting first(Wanted wanted, ClaimOrder order) {
    return order == ClaimOrder.GRADE ? waiting.firstByGrade(wanted) : waiting.first(wanted);
  }

  /** The one whose time ends first; null when none ever does. */
  @Nullable Waiting firstToExpire() {
    return waiting.firstToExpire();
  }

  void lease(Entry entry, Lease lease) {
    entry.lease = lease;
    leased.put(lease, entry);
  }

  /** Ends the lease of an entry, leaving it to the caller. */
  void unlease(Held held) {
    leased.remove(held.lease());
    held.entry().lease = null;
  }

  /** Keeps an entry from running out of its lease while its change is being forced. */
  void pin(Held held) {
    leased.remove(held.lease());
    pinned++;
  }

  /** Lets go of a pinned entry, leaving it to the caller. */
  void unpin(Entry entry) {
    entry.lease = null;
    pinned--;
  }

  /** The next entry whose lease has run out, which it leaves to the caller; null for none. */
  @Nullable Held pollExpired(Instant now) {
    if (leased.isEmpty() || leased.firstKey().end().isAfter(now)) {
      return null;
    }
    Map.Entry<Lease, Entry> soonest = leased.pollFirstEntry();
    soonest.getValue().lease = null;
    return new Held(soonest.getValue(), soonest.getKey());
  }

  /** When the next entry may be had: because it is due, or because its lease runs out. */
  Optional<Instant> nextDue(Instant now) {
    if (waiting.size() == 0 && leased.isEmpty()) {
      return Optional.empty();
    }
    Instant due = waiting.earliest();
    if (!leased.isEmpty() && leased.firstKey().end().isBefore(due)) {
      due = leased.firstKey().end();
    }
    return Optional.of(due.isAfter(now) ? due : Instant.MIN);
  }
}
