package spooler.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import spooler.api.store.FlushMark;
import spooler.store.file.FileStore;

/**
 * What cleaning costs those who submit. In one store every message is sent soon after it came; in
 * the other each fifth waits for a day, so that sparse segments are written anew all the time.
 */
final class CleaningBench {
  private static final int SIZE = 2 << 10;
  private static final int PRODUCERS = 8;
  private static final int SEGMENT_MIB = 4;
  private static final int STAYS = 5;
  private static final Duration TIME = Duration.ofMillis(StoreBench.LONG ? 10_000 : 2000);

  private CleaningBench() {}

  static List<Metric> measure(Path folder) throws Exception {
    double[] without = new double[StoreBench.RUNS];
    double[] with = new double[StoreBench.RUNS];
    double[] percent = new double[StoreBench.RUNS];
    for (int run = -1; run < StoreBench.RUNS; run++) { // the first one warms up
      int at = Math.max(run, 0);
      without[at] = run(folder, 0);
      with[at] = run(folder, STAYS);
      percent[at] = 100 * with[at] / without[at];
    }
    return List.of(
        Metric.of("submit 2 KiB, 8 producers, and send all", "messages/s", 0, without),
        Metric.of("the same while segments are cleaned", "messages/s", 0, with),
        Metric.of("submit while a cleaning runs", "%", 70, percent));
  }

  private static double run(Path folder, int stays) throws Exception {
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try (FileStore store = new FileStore(folder, SEGMENT_MIB)) {
      StoreLoad load = new StoreLoad(store, SIZE);
      Instant later = Instant.now().plus(Duration.ofDays(1));
      Instant end = Instant.now().plus(TIME);
      Future<Long> sending = sender.submit(() -> send(load, end));
      double rate = load.submit(PRODUCERS, TIME, n -> stays > 0 && n % stays == 0 ? later : null);
      sending.get();
      expectCleaned(folder, store.size());
      return rate;
    } finally {
      sender.shutdown();
      StoreBench.delete(folder);
    }
  }

  private static long send(StoreLoad load, Instant end) throws Exception {
    long sent = 0;
    while (Instant.now().isBefore(end)) {
      sent += load.sendAtLeast(1, FlushMark.NONE, false);
    }
    return sent;
  }

  /** The figure means something only if the log did not keep all that went through it. */
  private static void expectCleaned(Path folder, long live) throws Exception {
    long needed = live * (SIZE + 300L);
    long most = 3 * needed + 6L * (SEGMENT_MIB << 20);
    if (DiskBench.bytes(folder) > most) {
      throw new IllegalStateException(
          "no cleaning: %d bytes for %d messages".formatted(DiskBench.bytes(folder), live));
    }
  }
}
