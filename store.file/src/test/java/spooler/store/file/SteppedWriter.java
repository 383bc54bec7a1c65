package spooler.store.file;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes a group when the test says so, on the test's thread. */
final class SteppedWriter extends AbstractExecutorService {
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs the next thing that is to be done. */
  void step() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
  }

  /** Runs what is to be done, and what comes of it. */
  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public void shutdown() {
    run();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return List.copyOf(tasks);
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
