package spooler.deploy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what changes bundles, each bundle's on a thread of its own, one after the other: code of a
 * bundle that hangs in start or stop costs that bundle, and nobody else.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Failure:</b> work that is not done within the limit is interrupted; the thread of work that
 * does not mind that is left behind, and the next work of that bundle gets another one.
 */
final class Handiwork implements AutoCloseable {
  private static final Duration PARTING = Duration.ofSeconds(1);

  private final Map<String, ExecutorService> threads = new ConcurrentHashMap<>();
  private final Duration limit;

  Handiwork(Duration limit) {
    this.limit = limit;
  }

  /** A piece of work. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /**
   * Does it, and returns when that is done.
   *
   * @throws TimeoutException when it was not done within the limit
   * @throws ExecutionException what it threw
   */
  void run(String bundle, Work work)
      throws TimeoutException, ExecutionException, InterruptedException {
    ExecutorService thread = threads.computeIfAbsent(bundle, Handiwork::thread);
    CompletableFuture<String> done = new CompletableFuture<>();
    Future<?> running = thread.submit(() -> complete(done, bundle, work));
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException hangs) {
      running.cancel(true);
      threads.remove(bundle, thread);
      thread.shutdown();
      // What minds the interruption is to be out of the framework before anything else is done.
      thread.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS);
      throw hangs;
    }
  }

  private static void complete(CompletableFuture<String> done, String bundle, Work work) {
    try {
      work.run();
      done.complete(bundle);
    } catch (Throwable failed) { // a bundle's activator may throw anything
      done.completeExceptionally(failed);
    }
  }

  private static ExecutorService thread(String bundle) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "spooler deploy " + bundle);
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void close() {
    threads.values().forEach(ExecutorService::shutdown);
  }
}
