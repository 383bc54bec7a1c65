package spooler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import spooler.api.store.FlushMark;
import spooler.store.file.FileStore;

/**
 * The file store alone. What the disk could do at best is measured beside each run, in the same
 * folder; a short run first, a long one with {@code --long}. What is submitted in one run is sent
 * before the next, as in a spooler that keeps up, which writes over segments that it has emptied.
 */
final class StoreBench {
  static final boolean LONG = Boolean.getBoolean("spooler.bench.long");
  static final int RUNS = 5;
  static final int SEGMENT_MIB = 64;

  private static final int SMALL = 2 << 10;
  private static final int LARGE = 64 << 10;
  private static final Duration RAW_TIME = Duration.ofMillis(LONG ? 3000 : 500);
  private static final Duration TIME = Duration.ofMillis(LONG ? 10_000 : 1000);

  private final Path folder;
  private final List<Metric> metrics = new ArrayList<>();

  private StoreBench(Path folder) {
    this.folder = folder;
  }

  static List<Metric> measure() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "store-bench");
    try {
      StoreBench bench = new StoreBench(folder);
      bench.submit(SMALL, 1, 60);
      bench.submit(SMALL, 8, 30);
      bench.submit(SMALL, 50, 20);
      bench.submit(LARGE, 8, 25);
      bench.drain(LONG ? 400_000 : 100_000);
      bench.metrics.addAll(CleaningBench.measure(folder.resolve("cleaning")));
      bench.metrics.addAll(QueueBench.measure(folder.resolve("queue"), LONG ? 1_000_000 : 100_000));
      bench.metrics.add(DiskBench.measure(folder.resolve("through"), LONG ? 10_000_000 : 300_000));
      return bench.metrics;
    } finally {
      delete(folder);
    }
  }

  private void submit(int size, int producers, double leastPercent) throws Exception {
    double[] raw = new double[RUNS];
    double[] rate = new double[RUNS];
    double[] percent = new double[RUNS];
    Path spool = folder.resolve("submit");
    try (FileStore store = new FileStore(spool, SEGMENT_MIB)) {
      StoreLoad load = new StoreLoad(store, size);
      load.submit(producers, TIME); // warms up
      for (int run = 0; run < RUNS; run++) {
        load.sendAtLeast(Integer.MAX_VALUE, FlushMark.NONE, false);
        raw[run] = RawDisk.syncsPerSecond(folder, size * producers, RAW_TIME);
        rate[run] = load.submit(producers, TIME);
        percent[run] = 100 * rate[run] / (raw[run] * producers);
      }
    }
    delete(spool);
    String what = "%d KiB, %d producers".formatted(size >> 10, producers);
    metrics.add(Metric.of("raw fdatasync of " + what, "syncs/s", 0, raw));
    metrics.add(Metric.of("submit " + what, "messages/s", 0, rate));
    metrics.add(Metric.of("submit " + what + " of raw x producers", "%", leastPercent, percent));
  }

  private void drain(int count) throws Exception {
    double[] rate = new double[RUNS];
    Path spool = folder.resolve("drain");
    try (FileStore store = new FileStore(spool, SEGMENT_MIB)) {
      StoreLoad load = new StoreLoad(store, SMALL);
      for (int run = -1; run < RUNS; run++) { // the first one warms up
        load.fill(count, null);
        rate[Math.max(run, 0)] = load.drain(4, count, FlushMark.NONE, false);
      }
    }
    delete(spool);
    metrics.add(Metric.of("claim, read, complete by 50", "messages/s", 100_000, rate));
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
