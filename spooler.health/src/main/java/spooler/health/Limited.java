package spooler.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A look at something that may hang: on a daemon thread of its own, which is given up in the end.
 *
 * <p><b>Threads:</b> any.
 */
final class Limited<T> {
  private final FutureTask<T> task;

  private Limited(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins it. */
  static <T> Limited<T> begin(String thread, Callable<T> look) {
    FutureTask<T> task = new FutureTask<>(look);
    Thread own = new Thread(task, "spooler doctor " + thread);
    own.setDaemon(true);
    own.start();
    return new Limited<>(task);
  }

  /**
   * What it found.
   *
   * @throws ExecutionException with what it threw
   * @throws TimeoutException when it hangs; it is interrupted then
   */
  T within(Duration limit) throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      task.cancel(true);
    }
  }
}
