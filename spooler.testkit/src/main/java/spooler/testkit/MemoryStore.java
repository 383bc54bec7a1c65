package spooler.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FinishedMessage;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Replacement;
import spooler.api.store.ResourceLeases;
import spooler.api.store.Settlement;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;
import spooler.store.kit.Change;
import spooler.store.kit.LocalLeases;
import spooler.store.kit.MessageIds;
import spooler.store.kit.QueueIndex;

/**
 * A store that keeps everything in memory. Nothing is durable; in all else it does as the contract
 * says. Stages are complete when they are returned. The last ten thousand messages that finished
 * are remembered for a week.
 *
 * <p><b>Threads:</b> any; hints run on the thread that made something ready.
 */
public final class MemoryStore implements SpoolStore {
  private final Clock clock;
  private final int generation;
  private final MessageIds ids;
  private final QueueIndex<byte[]> index;
  private final ResourceLeases resources;
  private final MemoryHistory history;

  /** An empty store on the system's clock. */
  public MemoryStore() {
    this(Clock.systemUTC());
  }

  /** An empty store on this clock. */
  public MemoryStore(Clock clock) {
    this(clock, 0, 0, new MemoryHistory(clock));
  }

  private MemoryStore(Clock clock, int generation, long lastId, MemoryHistory history) {
    this.clock = clock;
    this.history = history;
    this.generation = generation;
    this.ids = new MessageIds(clock, lastId);
    this.index = new QueueIndex<>(clock, generation);
    this.resources = new LocalLeases(clock, index.newMark().value());
  }

  /**
   * The store as its next owner would find it after a crash of this one, which is not used any
   * more.
   */
  public MemoryStore reopened() {
    MemoryStore next =
        new MemoryStore(clock, generation + 1, ids.last(), new MemoryHistory(history));
    index.copyTo(next.index);
    return next;
  }

  @Override
  public BodyWriter newBody(long sizeHint) {
    return MemoryBody.writer((int) Math.max(32, Math.min(sizeHint, 1 << 20)));
  }

  @Override
  public CompletionStage<List<MessageId>> append(List<NewMessage> batch) {
    List<byte[]> bodies = new ArrayList<>(batch.size());
    batch.forEach(message -> bodies.add(MemoryBody.use(message.body())));
    Instant accepted = clock.instant();
    List<MessageId> appended = new ArrayList<>(batch.size());
    List<StoredMessage> stored = new ArrayList<>(batch.size());
    synchronized (ids) { // a message must not be seen before one with a smaller id
      for (NewMessage message : batch) {
        MessageId id = ids.next();
        appended.add(id);
        stored.add(stored(id, message, accepted));
      }
      index.add(stored, bodies);
    }
    index.announce();
    return CompletableFuture.completedFuture(appended);
  }

  private static StoredMessage stored(MessageId id, NewMessage message, Instant accepted) {
    Instant notBefore = message.envelope().notBefore();
    List<Delivery> deliveries = new ArrayList<>(message.channels().size());
    for (Channel channel : message.channels()) {
      deliveries.add(new Delivery(RecipientState.WAITING, channel, 0, notBefore, null, ""));
    }
    return new StoredMessage(id, message.envelope(), accepted, message.body().size(), deliveries);
  }

  @Override
  public InputStream openBody(MessageId id) {
    return new ByteArrayInputStream(
        index.body(id).orElseThrow(() -> new StoreException("not in the queue: " + id)));
  }

  @Override
  public List<Claim> claim(ClaimRequest request) {
    return index.claim(request);
  }

  @Override
  public List<Claim> claimExpired(
      Collection<Channel> channels, int max, Duration lease, String owner) {
    return index.claimExpired(channels, max, lease, owner);
  }

  @Override
  public List<Boolean> renew(List<Claim> claims, Duration lease) {
    return index.renew(claims, lease);
  }

  @Override
  public void release(Collection<Claim> claims) {
    index.release(claims);
    index.announce();
  }

  @Override
  public CompletionStage<List<Settlement>> settle(List<Outcome> outcomes) {
    List<Settlement> settlements = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      settlements.add(
          index
              .prepare(outcome)
              .map(this::commit)
              .orElseGet(() -> new Settlement(outcome.claim().id(), false, List.of())));
    }
    index.announce();
    return CompletableFuture.completedFuture(settlements);
  }

  private Settlement commit(Change change) {
    Settlement settlement = index.commit(change);
    remember(settlement, change);
    return settlement;
  }

  private void remember(Settlement settlement, Change change) {
    if (!settlement.finished().isEmpty()) {
      history.add(change.finished());
    }
  }

  @Override
  public CompletionStage<Optional<Replacement>> settleAndAppend(
      List<Outcome> outcomes, NewMessage message) {
    Optional<Replacement> replaced =
        index.prepareAll(outcomes).map(changes -> replace(changes, message));
    index.announce();
    return CompletableFuture.completedFuture(replaced);
  }

  private Replacement replace(List<Change> changes, NewMessage message) {
    try {
      byte[] body = MemoryBody.use(message.body());
      synchronized (ids) { // as in append
        Replacement replacement =
            index.replace(changes, stored(ids.next(), message, clock.instant()), body);
        for (int i = 0; i < changes.size(); i++) {
          remember(replacement.settlements().get(i), changes.get(i));
        }
        return replacement;
      }
    } catch (IllegalArgumentException e) {
      index.abandonAll(changes);
      throw e;
    }
  }

  @Override
  public ResourceLeases resources() {
    return resources;
  }

  @Override
  public FlushMark newMark() {
    return index.newMark();
  }

  @Override
  public Optional<StoredMessage> find(MessageId id) {
    return index.find(id);
  }

  @Override
  public List<StoredMessage> list(@Nullable MessageId after, int max) {
    return index.list(after, max);
  }

  @Override
  public Optional<FinishedMessage> finished(MessageId id) {
    return history.find(id);
  }

  @Override
  public List<FinishedMessage> history(long before, int max) {
    return history.list(before, max);
  }

  @Override
  public Map<Channel, ChannelCount> counts() {
    return index.counts();
  }

  @Override
  public long size() {
    return index.size();
  }

  @Override
  public Optional<Instant> nextDue(Collection<Channel> channels) {
    return index.nextDue(channels);
  }

  @Override
  public Optional<Instant> nextExpiry(Collection<Channel> channels) {
    return index.nextExpiry(channels);
  }

  @Override
  public Subscription onReady(Runnable hint) {
    return index.onReady(hint);
  }
}
