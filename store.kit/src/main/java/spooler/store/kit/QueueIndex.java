package spooler.store.kit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.Outcome;
import spooler.api.store.Replacement;
import spooler.api.store.Settlement;
import spooler.api.store.SpoolStore.Subscription;
import spooler.api.store.StoredMessage;

/**
 * The queue in memory: every message, what each of its recipients waits for, and who holds a claim.
 * Answers all of {@link spooler.api.store.SpoolStore} but bodies and durability.
 *
 * <p>Recipients of a message that wait in the same channel, until the same time, after as many
 * attempts, are one entry; an entry is split when its recipients fare differently, and entries are
 * joined again at most while nobody holds them. A claim costs O(log n) for each entry it returns,
 * whatever else waits. Claims and flush marks are in memory only; those of an earlier index are
 * older than any of this one.
 *
 * <p>Messages for which there is no room in memory are on a {@link Shelf}, many together; what
 * waits among them is known without looking there.
 *
 * <p>What must be durable first is done in two steps: {@link #prepare} pins the entries and tells
 * what to write down, {@link #commit} makes the change.
 *
 * <p><b>Threads:</b> any. One lock, held for memory operations and while the shelf is used, and
 * never while a hint runs.
 *
 * @param <B> what the store keeps with a message to find its body again
 */
public final class QueueIndex<B> {
  private final Object lock = new Object();
  private final Hints hints = new Hints();
  private final Clock clock;
  private final Lines lines = new Lines();
  private final Pages<B> pages;
  private long lastEpoch;
  private long lastMark;
  private boolean news; // something waits that did not when this was told last

  /**
   * An empty index that keeps everything in memory.
   *
   * @param generation larger than that of every earlier index over the same messages
   */
  public QueueIndex(Clock clock, int generation) {
    this(clock, generation, new NoShelf<>(), Integer.MAX_VALUE);
  }

  /**
   * An empty index.
   *
   * @param generation larger than that of every earlier index over the same messages
   * @param shelf takes what there is no room for
   * @param room messages and recipients that may be in memory; those in somebody's hands may be
   *     more
   */
  public QueueIndex(Clock clock, int generation, Shelf<B> shelf, int room) {
    this.clock = clock;
    this.pages = new Pages<>(lines, shelf, room);
    this.lastEpoch = (long) generation << 32;
    this.lastMark = lastEpoch;
  }

  /**
   * Adds messages that are new to the index, and sets those of their recipients waiting that are
   * not settled.
   *
   * @param bodies one for each message
   */
  public void add(List<StoredMessage> stored, List<B> bodies) {
    synchronized (lock) {
      for (int i = 0; i < stored.size(); i++) {
        Message<B> message = new Message<>(stored.get(i), bodies.get(i));
        pages.add(message);
        Entries.of(message).forEach(lines::add);
      }
      news = true;
    }
  }

  /** What only the store itself does to the index. */
  public Upkeep<B> upkeep() {
    return new Upkeep<>(lock, lines, pages);
  }

  /** See {@link spooler.api.store.SpoolStore#claim}. */
  public List<Claim> claim(ClaimRequest request) {
    Instant now = clock.instant();
    Instant end = now.plus(request.lease());
    synchronized (lock) {
      lines.expire(now);
      List<Claim> claims = new ArrayList<>();
      for (Entry entry : select(request, Wanted.of(request, now))) {
        if (request.mark().value() > entry.mark) {
          entry.mark = request.mark().value();
          pages.changed(entry.message);
        }
        claims.add(lease(entry, request.owner(), end).claim());
      }
      pages.makeRoom();
      return claims;
    }
  }

  /** See {@link spooler.api.store.SpoolStore#claimExpired}. */
  public List<Claim> claimExpired(
      Collection<Channel> channels, int max, Duration lease, String owner) {
    Instant now = clock.instant();
    Instant end = now.plus(lease);
    synchronized (lock) {
      lines.expire(now);
      List<Claim> claims =
          lines.takeExpired(channels, now, max, pages::bring).stream()
              .map(entry -> lease(entry, owner, end).claim())
              .toList();
      pages.makeRoom();
      return claims;
    }
  }

  private List<Entry> select(ClaimRequest request, Wanted wanted) {
    if (request.only() == null) {
      return lines.takeFirst(request, wanted, pages::bring);
    }
    Message<B> message = pages.bring(request.only());
    if (message == null) {
      return List.of();
    }
    List<Entry> selected =
        message.openEntries().stream()
            .filter(entry -> entry.lease == null && request.channels().contains(entry.channel))
            .filter(entry -> wanted.matches(entry.due, entry.mark))
            .toList();
    selected.forEach(lines::remove);
    return selected;
  }

  private Held lease(Entry entry, String owner, Instant end) {
    return lines.lease(entry, new Lease(owner, ++lastEpoch, end));
  }

  /** See {@link spooler.api.store.SpoolStore#renew}. */
  public List<Boolean> renew(List<Claim> claims, Duration duration) {
    Instant now = clock.instant();
    Instant end = now.plus(duration);
    synchronized (lock) {
      List<Boolean> renewed = new ArrayList<>(claims.size());
      lines.expire(now);
      for (Claim claim : claims) {
        Held held = lines.held(claim);
        renewed.add(held != null);
        if (held != null) {
          lines.renew(held, end);
        }
      }
      return renewed;
    }
  }

  /** See {@link spooler.api.store.SpoolStore#release}. */
  public void release(Collection<Claim> claims) {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      for (Claim claim : claims) {
        Held held = lines.held(claim);
        if (held != null) {
          lines.release(held);
          news = true;
        }
      }
    }
  }

  /**
   * Takes a write-back in; commit or abandon what comes.
   *
   * @return empty when the claim is not the caller's any more
   */
  public Optional<Change> prepare(Outcome outcome) {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      Held held = lines.held(outcome.claim());
      if (held == null) {
        return Optional.empty();
      }
      Change change = new Change(held.entry().message);
      pin(change, held, outcome.dispositions());
      return Optional.of(change);
    }
  }

  /**
   * Takes several write-backs in, all or none.
   *
   * @return empty when one of the claims is not the caller's any more
   */
  public Optional<List<Change>> prepareAll(List<Outcome> outcomes) {
    List<Change> changes = outcomes.stream().map(this::prepare).flatMap(Optional::stream).toList();
    if (changes.size() == outcomes.size()) {
      return Optional.of(changes);
    }
    abandonAll(changes);
    return Optional.empty();
  }

  /** Leaves everything as it was before {@link #prepareAll}. */
  public void abandonAll(List<Change> changes) {
    changes.forEach(this::abandon);
  }

  private void pin(Change change, Held held, List<? extends Disposition> dispositions) {
    Entry entry = held.entry();
    lines.pin(held);
    change.entries().add(entry);
    for (int i = 0; i < entry.recipients.size(); i++) {
      change.put(entry.recipients.get(i), Entries.after(entry, dispositions.get(i)));
    }
  }

  /** Makes a prepared change; the settlement tells whether the message is gone now. */
  public Settlement commit(Change change) {
    synchronized (lock) {
      change.entries().forEach(lines::unpin);
      Settlement settlement = pages.apply(change);
      news |= settlement.finished().isEmpty();
      return settlement;
    }
  }

  /** Makes prepared changes and adds a message; nobody sees the one without the other. */
  public Replacement replace(List<Change> changes, StoredMessage stored, B body) {
    synchronized (lock) {
      add(List.of(stored), List.of(body));
      return new Replacement(stored.id(), changes.stream().map(this::commit).toList());
    }
  }

  /** Leaves everything as it was before {@link #prepare}, with nobody holding it. */
  public void abandon(Change change) {
    synchronized (lock) {
      for (Entry entry : change.entries()) {
        lines.unpin(entry);
        lines.add(entry);
      }
      news = true;
    }
  }

  /** Adds all messages to another index, as they are at one moment. */
  public void copyTo(QueueIndex<B> other) {
    Instant now = clock.instant();
    List<StoredMessage> stored;
    List<B> bodies;
    synchronized (lock) {
      List<Message<B>> all = pages.look(null, Integer.MAX_VALUE);
      stored = all.stream().map(message -> message.view(now)).toList();
      bodies = all.stream().map(message -> message.body).toList();
    }
    other.add(stored, bodies);
  }

  /** What the store keeps to find a message's body; empty when the message is not here. */
  public Optional<B> body(MessageId id) {
    synchronized (lock) {
      return pages.look(id).map(message -> message.body);
    }
  }

  /** See {@link spooler.api.store.SpoolStore#newMark}. */
  public FlushMark newMark() {
    synchronized (lock) {
      return new FlushMark(++lastMark);
    }
  }

  /** See {@link spooler.api.store.SpoolStore#find}. */
  public Optional<StoredMessage> find(MessageId id) {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      return pages.look(id).map(message -> message.view(now));
    }
  }

  /** See {@link spooler.api.store.SpoolStore#list}. */
  public List<StoredMessage> list(@Nullable MessageId after, int max) {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      return pages.look(after, max).stream().map(message -> message.view(now)).toList();
    }
  }

  /** See {@link spooler.api.store.SpoolStore#counts}. */
  public Map<Channel, ChannelCount> counts() {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      return lines.counts();
    }
  }

  /** See {@link spooler.api.store.SpoolStore#size}. */
  public long size() {
    synchronized (lock) {
      return pages.size();
    }
  }

  /** See {@link spooler.api.store.SpoolStore#nextDue}. */
  public Optional<Instant> nextDue(Collection<Channel> channels) {
    Instant now = clock.instant();
    synchronized (lock) {
      return lines.nextDue(channels, now);
    }
  }

  /** See {@link spooler.api.store.SpoolStore#nextExpiry}. */
  public Optional<Instant> nextExpiry(Collection<Channel> channels) {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      return lines.nextExpiry(channels, now);
    }
  }

  /** See {@link spooler.api.store.SpoolStore#onReady}. */
  public Subscription onReady(Runnable hint) {
    return hints.add(hint);
  }

  /**
   * Runs the hints if anything waits anew, and puts away what there is no room for any more. A
   * store calls it after {@link #add}, {@link #commit}, {@link #replace}, {@link #abandon} and
   * {@link #release}, once for several, when it holds no lock and those who wait for it have been
   * told.
   */
  public void announce() {
    boolean tell;
    synchronized (lock) {
      tell = news;
      news = false;
      pages.makeRoom();
    }
    if (tell) {
      hints.run();
    }
  }
}
