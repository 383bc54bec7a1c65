package spooler.bench;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.SpoolStore;

/** What clients and transports do to a store, as fast as they can. */
record StoreLoad(SpoolStore store, int size) {
  private static final Channel CHANNEL = new Channel("SMTP");
  private static final Duration LEASE = Duration.ofHours(1);
  private static final int BATCH = 50;

  /** Made once: the store is measured, not the making of envelopes. */
  private static final Envelope AT_ONCE = envelope(null);

  NewMessage message(@Nullable Instant notBefore) {
    byte[] bytes = new byte[size];
    try (BodyWriter body = store.newBody(size)) {
      body.write(bytes, 0, size);
      Envelope envelope = notBefore == null ? AT_ONCE : envelope(notBefore);
      return new NewMessage(envelope, List.of(CHANNEL), body.seal());
    }
  }

  private static Envelope envelope(@Nullable Instant notBefore) {
    return Envelope.from(null)
        .to(Recipient.to("somebody@example.org"))
        .notBefore(notBefore)
        .expires(Instant.EPOCH.plus(Duration.ofDays(40_000)))
        .build();
  }

  /** Messages a second that so many producers get in, each waiting for every acknowledgement. */
  double submit(int producers, Duration limit) throws Exception {
    return submit(producers, limit, n -> null);
  }

  /**
   * The same.
   *
   * @param notBefore of each producer's n-th message
   */
  double submit(int producers, Duration limit, LongFunction<@Nullable Instant> notBefore)
      throws Exception {
    long start = System.nanoTime();
    long end = start + limit.toNanos();
    long count = together(producers, () -> submitUntil(end, notBefore));
    return count / seconds(start);
  }

  private long submitUntil(long end, LongFunction<@Nullable Instant> notBefore) {
    long count = 0;
    for (; System.nanoTime() < end; count++) {
      done(store.append(List.of(message(notBefore.apply(count)))));
    }
    return count;
  }

  /** Appends messages in large batches. */
  void fill(int count, @Nullable Instant notBefore) {
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int left = count; left > 0; left -= BATCH) {
      List<NewMessage> batch =
          IntStream.range(0, Math.min(left, BATCH)).mapToObj(i -> message(notBefore)).toList();
      stages.add(store.append(batch));
      if (stages.size() == 20) {
        stages.forEach(StoreLoad::done);
        stages.clear();
      }
    }
    stages.forEach(StoreLoad::done);
  }

  /**
   * Messages a second that so many workers claim, read and complete in batches; ends at a count.
   */
  double drain(int workers, int count, FlushMark mark, boolean force) throws Exception {
    long start = System.nanoTime();
    int each = count / workers;
    long sent = together(workers, () -> sendAtLeast(each, mark, force));
    return sent / seconds(start);
  }

  /** Claims, reads and completes so many and up to a batch more; less when there are no more. */
  long sendAtLeast(int count, FlushMark mark, boolean force) throws IOException {
    long sent = 0;
    while (sent < count) {
      List<Claim> claims = claim(BATCH, mark, force);
      if (claims.isEmpty()) {
        return sent;
      }
      List<Outcome> outcomes = new ArrayList<>(claims.size());
      for (Claim claim : claims) {
        read(claim);
        outcomes.add(
            new Outcome(claim, List.of(new Disposition.Settled(RecipientState.SENT, "250 ok"))));
      }
      done(store.settle(outcomes));
      sent += claims.size();
    }
    return sent;
  }

  List<Claim> claim(int max, FlushMark mark, boolean force) {
    return store.claim(new ClaimRequest(List.of(CHANNEL), max, LEASE, "bench", mark, force, null));
  }

  private void read(Claim claim) throws IOException {
    try (InputStream body = store.openBody(claim.id())) {
      if (body.readAllBytes().length != size) {
        throw new IOException("a short body");
      }
    }
  }

  private static long together(int threads, Callable<Long> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long sum = 0;
      for (Future<Long> part :
          pool.invokeAll(List.copyOf(IntStream.range(0, threads).mapToObj(i -> work).toList()))) {
        sum += part.get();
      }
      return sum;
    } finally {
      pool.shutdown();
    }
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
