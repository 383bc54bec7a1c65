package spooler.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import spooler.api.transport.TransportLogon;

/**
 * Delivery into a post office, and what the disk could do at best beside each run: the same sizes,
 * as many threads, the same folder's disk, all into one mailbox.
 */
final class LanBench {
  private static final int RUNS = 5;
  private static final int SIZE = 2 << 10;
  private static final double LEAST_PERCENT = 60;
  private static final Duration TIME = Duration.ofMillis(StoreBench.LONG ? 10_000 : 1500);

  private LanBench() {}

  /** Does one message; of several threads each has one of its own. */
  @FunctionalInterface
  private interface Step {
    void run(long number) throws Exception;
  }

  static List<Metric> measure() throws Exception {
    List<Metric> metrics = new ArrayList<>();
    for (int threads : new int[] {1, 4, 8}) {
      Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "lan-bench");
      try (LanOffice office = LanOffice.open(folder)) {
        metrics.addAll(measure(office, folder.resolve("raw"), threads));
      } finally {
        StoreBench.delete(folder);
      }
    }
    return metrics;
  }

  private static List<Metric> measure(LanOffice office, Path rawFolder, int threads)
      throws Exception {
    RawMaildir disk = RawMaildir.in(rawFolder, SIZE);
    List<Step> raw = new ArrayList<>();
    List<Step> lanes = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      TransportLogon lane = office.lane(i);
      raw.add(number -> disk.deliver(Long.toString(number)));
      lanes.add(number -> office.deliver(lane, number, SIZE));
    }
    AtomicLong numbers = new AtomicLong(1);
    double[] best = new double[RUNS];
    double[] rate = new double[RUNS];
    double[] percent = new double[RUNS];
    perSecond(lanes, numbers); // both warm up
    perSecond(raw, numbers);
    for (int run = 0; run < RUNS; run++) {
      best[run] = perSecond(raw, numbers);
      rate[run] = perSecond(lanes, numbers);
      percent[run] = 100 * rate[run] / best[run];
    }
    String what = ", %d KiB, %d threads".formatted(SIZE >> 10, threads);
    return List.of(
        Metric.of("raw write, force, rename, force" + what, "messages/s", 0, best),
        Metric.of("transport.lan delivers" + what, "messages/s", 0, rate),
        Metric.of("transport.lan of raw" + what, "%", LEAST_PERCENT, percent));
  }

  /** How many a second all of them do, each in a thread. */
  private static double perSecond(List<Step> steps, AtomicLong numbers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(steps.size());
    try {
      long start = System.nanoTime();
      List<Future<Long>> running = new ArrayList<>();
      for (Step step : steps) {
        running.add(
            threads.submit(
                () -> {
                  long done = 0;
                  for (; System.nanoTime() - start < TIME.toNanos(); done++) {
                    step.run(numbers.getAndIncrement());
                  }
                  return done;
                }));
      }
      long sum = 0;
      for (Future<Long> each : running) {
        sum += each.get();
      }
      return sum / ((System.nanoTime() - start) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }
}
