package spooler.core.transports;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one lane, and what it has been given to do, one task after the other. Any thread
 * gives it tasks; nothing is locked. <br>
 * <b>Failure:</b> when it is abandoned, the futures of all its tasks fail, whatever the thread
 * does.
 */
final class LaneThread {
  private final String lane;
  private final ExecutorService executor;
  private final ConcurrentMap<Long, CompletableFuture<?>> tasks = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable Thread worker;

  LaneThread(String lane) {
    this.lane = lane;
    this.executor = Executors.newSingleThreadExecutor(this::thread);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "spooler lane " + lane);
    thread.setDaemon(true);
    worker = thread;
    return thread;
  }

  /** Whether the caller is on it. */
  boolean isCurrent() {
    return Thread.currentThread() == worker;
  }

  <T> CompletableFuture<T> run(Callable<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    long number = numbers.incrementAndGet();
    tasks.put(number, future);
    try {
      executor.execute(() -> complete(future, work));
    } catch (RejectedExecutionException closed) {
      future.completeExceptionally(new LaneAbandonedException(lane + " is closed"));
    }
    return future.whenComplete((done, failed) -> tasks.remove(number));
  }

  private static <T> void complete(CompletableFuture<T> future, Callable<T> work) {
    try {
      future.complete(work.call());
    } catch (Throwable failed) {
      future.completeExceptionally(failed);
    }
  }

  boolean isBusy() {
    return !tasks.isEmpty();
  }

  /** Waits until nothing runs here; false when that took longer. */
  boolean awaitIdle(long nanos) {
    CompletableFuture<?> all =
        CompletableFuture.allOf(tasks.values().toArray(CompletableFuture[]::new))
            .handle((done, failed) -> lane);
    try {
      all.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException stillBusy) {
      return all.isDone();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Leaves it to itself: it may hang for ever, its tasks do not. */
  void abandon(String why) {
    executor.shutdownNow();
    tasks.values().forEach(task -> task.completeExceptionally(new LaneAbandonedException(why)));
  }

  /** Ends it after what it is doing. */
  void end() {
    executor.shutdown();
  }
}
