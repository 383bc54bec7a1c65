package spooler.itest;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Submits messages, as many as are let through; each has its number for a body. Eight threads of
 * its own.
 */
final class Flow {
  private static final int THREADS = 8;

  private final Client client;
  private final int count;
  private final Semaphore let = new Semaphore(0);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final List<CompletableFuture<Void>> threads;

  /** So many in all, none yet. */
  Flow(Client client, int count) {
    this.client = client;
    this.count = count;
    this.threads =
        Stream.generate(() -> CompletableFuture.runAsync(this::submit, Flow::start))
            .limit(THREADS)
            .toList();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "submitting");
    thread.setDaemon(true);
    thread.start();
  }

  private void submit() {
    try {
      for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
        let.acquire();
        client.submit("bob@example.org", "%d\r\n".formatted(n));
        done.incrementAndGet();
      }
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Lets so many more through. */
  void let(int more) {
    let.release(more);
  }

  /** How many were accepted. */
  int accepted() {
    return done.get();
  }

  /** Lets all of them through, and returns when they are accepted. */
  void finish() throws Exception {
    let.release(count);
    CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(2, TimeUnit.HOURS);
  }
}
