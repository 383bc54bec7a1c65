package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
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
import spooler.api.store.StoreFullException;
import spooler.api.store.StoredMessage;
import spooler.store.kit.Change;
import spooler.store.kit.LocalLeases;
import spooler.store.kit.QueueIndex;

/**
 * The durable queue in one folder: changes go to the log, and once they are forced, to the index;
 * every question is answered from the index, or from the history when it is of what has finished.
 *
 * <p><b>Durability:</b> a stage completes after the force of the group its change was written with.
 * A message is claimable from then on, never before. Claims, leases and flush marks are in memory
 * only, so after a crash everything in flight waits again.
 *
 * <p><b>Threads:</b> any. One thread writes the log and runs the hints; it completes the stages, or
 * another one does where there are many. Ids are handed out under the lock that also fixes the
 * order in the log.
 *
 * <p><b>Failure:</b> a change that could not be forced ends its stage with a {@link StoreException}
 * and is not made: what it would have settled or cancelled waits again. After a crash right then it
 * may turn out to have been made, but never by halves. An append for which there is no room is a
 * {@link StoreFullException} and nothing is written.
 */
class SegmentStore implements SpoolStore, Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  /** How long closing waits for what is under way. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

  /** How long a question to the log waits for the disk. */
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(30);

  private final StoreFolder folder;
  private final Clock clock;
  private final QueueIndex<Body> index;
  private final ResourceLeases resources;
  private final ExecutorService writer;
  private final ExecutorService teller;
  private final GroupCommit log;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A store over an opened folder, with a thread of its own. */
  SegmentStore(StoreFolder folder, Clock clock) {
    this(folder, clock, oneThread("spooler-log"), oneThread("spooler-log-told"));
  }

  /**
   * @param writer runs one task at a time; shut down when the store is closed
   * @param teller likewise
   */
  SegmentStore(StoreFolder folder, Clock clock, ExecutorService writer, ExecutorService teller) {
    this.folder = folder;
    this.clock = clock;
    this.index = folder.index();
    this.resources = new LocalLeases(clock, index.newMark().value());
    this.writer = writer;
    this.teller = teller;
    this.log = new GroupCommit(folder, writer, teller, index::announce);
  }

  private static ExecutorService oneThread(String name) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public BodyWriter newBody(long sizeHint) {
    return new FileBodyWriter(folder.bodies(), folder.quota(), sizeHint);
  }

  @Override
  public CompletionStage<List<MessageId>> append(List<NewMessage> batch) {
    if (batch.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    Batch encoded = Batch.of(batch, clock.instant(), folder.bodies());
    try {
      admit(encoded);
    } catch (StoreException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    AppendCall call = new AppendCall(folder, encoded);
    log.submit(call);
    return call.stage();
  }

  private void admit(Load load) {
    try {
      folder.quota().admit(load);
    } catch (StoreException refused) {
      load.discard();
      log.wake(); // there may be something to give free
      throw refused;
    }
  }

  /**
   * Takes messages in that were exported, with new ids; completes with how many they are, once all
   * are forced.
   *
   * @throws StoreFullException when there is no room for all of them; nothing has changed then
   */
  CompletionStage<Integer> restore(RestoreCall call) {
    admit(call);
    log.submit(call);
    return call.stage();
  }

  @Override
  public InputStream openBody(MessageId id) {
    Body body = body(id, null);
    try {
      return body.open(folder.disk());
    } catch (StoreException e) {
      Body now = body(id, e);
      if (now.equals(body)) {
        throw e;
      }
      return now.open(folder.disk()); // it moved meanwhile, and its old segment went
    }
  }

  private Body body(MessageId id, @Nullable StoreException cause) {
    return index
        .body(id)
        .orElseThrow(
            () ->
                new StoreException(
                    "message %s is not in the queue (any more)".formatted(id), cause));
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
    SettleCall call = new SettleCall(folder, clock.instant());
    outcomes.forEach(outcome -> call.add(outcome.claim().id(), index.prepare(outcome)));
    return call.submit(log);
  }

  @Override
  public CompletionStage<Optional<Replacement>> settleAndAppend(
      List<Outcome> outcomes, NewMessage message) {
    Optional<List<Change>> changes = index.prepareAll(outcomes);
    if (changes.isPresent()) {
      return replace(changes.get(), message);
    }
    index.announce();
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private CompletionStage<Optional<Replacement>> replace(List<Change> changes, NewMessage message) {
    try {
      Instant now = clock.instant();
      Batch encoded = Batch.of(List.of(message), now, folder.bodies());
      folder.quota().take(encoded);
      ReplaceCall call = new ReplaceCall(folder, changes, now, encoded);
      log.submit(call);
      return call.stage();
    } catch (IllegalArgumentException e) {
      index.abandonAll(changes);
      index.announce();
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
    return folder.history().past().find(id);
  }

  @Override
  public List<FinishedMessage> history(long before, int max) {
    return folder.history().past().list(before, max);
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

  StoreFolder folder() {
    return folder;
  }

  /**
   * Has something looked at between two groups, on the thread that writes the log.
   *
   * @throws StoreException when the store is closed, or the disk holds the log up
   */
  <T> T between(Supplier<T> look) {
    try {
      return CompletableFuture.supplyAsync(look, writer)
          .get(LOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new StoreException("the store in " + folder.folder() + " is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new StoreException(
          "the log in %s does not answer: %s; check the disk".formatted(folder.folder(), e), e);
    }
  }

  /**
   * Lets what is under way reach the disk, writes the index down, then gives the folder free. A
   * later call fails; what is claimed waits again when the folder is next opened. Closing again
   * does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      shut();
    }
  }

  /** Whoever is told may take its time with it: the folder is free all the same. */
  private void tellTheRest(long nanos) throws InterruptedException {
    teller.shutdown();
    if (!teller.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
      LOG.log(Level.WARNING, "somebody who was told of a message has not returned");
    }
  }

  private void shut() {
    long end = System.nanoTime() + CLOSE_LIMIT.toNanos();
    log.close();
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoreException(
            "the disk of %s did not answer in %d s; the folder stays locked till this process ends"
                .formatted(folder.folder(), CLOSE_LIMIT.toSeconds()));
      }
      folder.close();
      tellTheRest(end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new StoreException("cannot close " + folder.folder() + ": " + e, e);
    }
  }
}
