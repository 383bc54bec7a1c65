package spooler.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import spooler.store.file.FileStore;

/**
 * Hands messages to a file store, so many producers at a time, each waiting for every
 * acknowledgement, and says so for each; {@code bench/forces} watches what goes to the disk.
 */
final class Acknowledged {
  private Acknowledged() {}

  /** Arguments: the spool folder, messages, producers, bytes of a message. */
  public static void main(String[] args) throws Exception {
    int producers = Integer.parseInt(args[2]);
    int each = Integer.parseInt(args[1]) / producers;
    ExecutorService threads = Executors.newFixedThreadPool(producers);
    try (FileStore store = new FileStore(Path.of(args[0]), 1)) {
      StoreLoad load = new StoreLoad(store, Integer.parseInt(args[3]));
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < producers; i++) {
        work.add(() -> produce(store, load, each));
      }
      for (Future<Boolean> producer : threads.invokeAll(work)) {
        producer.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static boolean produce(FileStore store, StoreLoad load, int messages) {
    for (int i = 0; i < messages; i++) {
      store.append(List.of(load.message(null))).toCompletableFuture().join();
      System.out.println("acknowledged");
    }
    return true;
  }
}
