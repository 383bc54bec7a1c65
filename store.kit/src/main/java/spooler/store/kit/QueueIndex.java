package spooler.store.kit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.CancelResult;
import spooler.api.store.Channel;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.Disposition.Settled;
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
 * never joined again. A claim costs O(log n) for each entry it returns, whatever else waits. Claims
 * and flush marks are in memory only; those of an earlier index are older than any of this one.
 *
 * <p>What must be durable first is done in two steps: {@link #prepare} pins the entries and tells
 * what to write down, {@link #commit} makes the change.
 *
 * <p><b>Threads:</b> any. One lock, held for memory operations only, and never while a hint runs.
 *
 * @param <B> what the store keeps with a message to find its body again
 */
public final class QueueIndex<B> {
  private final Object lock = new Object();
  private final Hints hints = new Hints();
  private final Clock clock;
  private final TreeMap<MessageId, Message<B>> messages = new TreeMap<>();
  private final Lines lines = new Lines();
  private long lastEpoch;
  private long lastMark;

  /**
   * An empty index.
   *
   * @param generation larger than that of every earlier index over the same messages
   */
  public QueueIndex(Clock clock, int generation) {
    this.clock = clock;
    this.lastEpoch = (long) generation << 32;
    this.lastMark = lastEpoch;
  }

  /**
   * Adds messages, and sets those of their recipients waiting that are not settled.
   *
   * @param bodies one for each message
   */
  public void add(List<StoredMessage> stored, List<B> bodies) {
    synchronized (lock) {
      for (int i = 0; i < stored.size(); i++) {
        Message<B> message = new Message<>(stored.get(i), bodies.get(i));
        messages.put(message.id, message);
        Entries.of(message).forEach(lines::add);
      }
    }
  }

  /** See {@link spooler.api.store.SpoolStore#claim}. */
  public List<Claim> claim(ClaimRequest request) {
    Instant now = clock.instant();
    Instant end = now.plus(request.lease());
    synchronized (lock) {
      lines.expire(now);
      List<Claim> claims = new ArrayList<>();
      for (Entry entry : select(request, Wanted.of(request, now))) {
        entry.mark = Math.max(entry.mark, request.mark().value());
        claims.add(lease(entry, request.owner(), end).claim());
      }
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
      return lines.takeExpired(channels, now, max).stream()
          .map(entry -> lease(entry, owner, end).claim())
          .toList();
    }
  }

  private List<Entry> select(ClaimRequest request, Wanted wanted) {
    if (request.only() == null) {
      return lines.takeFirst(request.channels(), wanted, request.max());
    }
    Message<B> message = messages.get(request.only());
    if (message == null) {
      return List.of();
    }
    List<Entry> selected =
        message.openEntries().stream()
            .filter(entry -> entry.lease == null && request.channels().contains(entry.channel))
            .filter(entry -> wanted.matches(entry.due, entry.mark))
            .toList();
    selected.forEach(lines::take);
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

  /** Takes a cancel in; commit or abandon its change, if there is one. */
  public Cancellation prepareCancel(MessageId id, String reason) {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      Message<B> message = messages.get(id);
      if (message == null) {
        return new Cancellation(CancelResult.ABSENT, null);
      }
      List<Entry> open = message.openEntries();
      if (open.stream().anyMatch(entry -> entry.lease != null)) {
        return new Cancellation(CancelResult.CLAIMED, null);
      }
      Change change = new Change(message);
      Settled cancelled = new Settled(RecipientState.CANCELLED, reason);
      for (Entry entry : open) {
        lines.take(entry);
        Held held = lease(entry, "cancel", Instant.MAX);
        pin(change, held, Collections.nCopies(entry.recipients.size(), cancelled));
      }
      return new Cancellation(CancelResult.CANCELLED, change);
    }
  }

  /**
   * A cancel under way.
   *
   * @param result what it comes to once its change is made
   * @param change null when there is nothing to change
   */
  public record Cancellation(CancelResult result, @Nullable Change change) {}

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
      Entries.apply(change).forEach(lines::add);
      List<RecipientState> finished = change.message().finished();
      if (!finished.isEmpty()) {
        messages.remove(change.id());
      }
      return new Settlement(change.id(), true, finished);
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
    }
  }

  /** Adds all messages to another index, as they are at one moment. */
  public void copyTo(QueueIndex<B> other) {
    Instant now = clock.instant();
    List<StoredMessage> stored;
    List<B> bodies;
    synchronized (lock) {
      stored = messages.values().stream().map(message -> message.view(now)).toList();
      bodies = messages.values().stream().map(message -> message.body).toList();
    }
    other.add(stored, bodies);
  }

  /** What the store keeps to find a message's body; empty when the message is not here. */
  public Optional<B> body(MessageId id) {
    synchronized (lock) {
      return Optional.ofNullable(messages.get(id)).map(message -> message.body);
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
      return Optional.ofNullable(messages.get(id)).map(message -> message.view(now));
    }
  }

  /** See {@link spooler.api.store.SpoolStore#list}. */
  public List<StoredMessage> list(@Nullable MessageId after, int max) {
    Instant now = clock.instant();
    synchronized (lock) {
      lines.expire(now);
      Map<MessageId, Message<B>> rest = after == null ? messages : messages.tailMap(after, false);
      return rest.values().stream().limit(max).map(message -> message.view(now)).toList();
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
      return messages.size();
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
   * Runs the hints. A store calls it after {@link #add}, {@link #commit}, {@link #replace}, {@link
   * #abandon} and {@link #release}, once for several, when it holds no lock.
   */
  public void announce() {
    hints.run();
  }
}
