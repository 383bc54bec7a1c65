package spooler.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spooler.store.file.FileStore;

/**
 * A long queue, of which one message is ready, opened by a fresh process with 256 MiB of heap; and
 * one of which all are, to compare.
 */
final class QueueBench {
  private static final int SIZE = 2 << 10;

  private QueueBench() {}

  static List<Metric> measure(Path folder, int messages) throws Exception {
    Path delayed =
        fill(folder.resolve("delayed"), messages, Instant.now().plus(Duration.ofDays(1)));
    Path ready = fill(folder.resolve("ready"), messages, null);
    Map<String, List<Double>> with = new HashMap<>();
    Map<String, List<Double>> without = new HashMap<>();
    Map<String, List<Double>> ordinary = new HashMap<>();
    for (int run = 0; run < StoreBench.RUNS; run++) {
      open(delayed, "marked", with);
      open(ready, "ordinary", ordinary);
      StoreBench.delete(Files.createDirectories(delayed.resolve("index")));
      open(delayed, "marked", without);
    }
    String of = " of %,d".formatted(messages);
    return List.of(
        atMost("open with its index" + of, "ms", 1000, with, "open"),
        atMost("open without its index" + of, "ms", 10_000, without, "open"),
        atMost("live heap" + of, "KiB", 32 << 10, with, "heap"),
        atMost("live heap after a rebuild" + of, "KiB", 32 << 10, without, "heap"),
        atMost("claim of one ready behind the delayed" + of, "us", 5000, with, "ready"),
        atMost("flush mark and first claim" + of, "us", 5000, with, "mark"),
        Metric.of("drain under a mark" + of, "messages/s", 0, runs(with, "drain")),
        Metric.of("ordinary drain" + of, "messages/s", 0, runs(ordinary, "drain")));
  }

  private static Path fill(Path folder, int messages, @Nullable Instant notBefore)
      throws Exception {
    try (FileStore store = new FileStore(folder, StoreBench.SEGMENT_MIB)) {
      new StoreLoad(store, SIZE).fill(messages, notBefore);
    }
    return folder;
  }

  private static Metric atMost(
      String name, String unit, double most, Map<String, List<Double>> values, String key) {
    return Metric.atMost(name, unit, most, runs(values, key));
  }

  private static double[] runs(Map<String, List<Double>> values, String key) {
    return values.getOrDefault(key, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void open(Path folder, String drain, Map<String, List<Double>> values)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.util.logging.config.file="
                    + System.getProperty("java.util.logging.config.file"),
                "-cp",
                System.getProperty("java.class.path"),
                OpenedQueue.class.getName(),
                folder.toString(),
                drain)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        String[] words = line.split(" ", 2);
        values
            .computeIfAbsent(words[0], key -> new ArrayList<>())
            .add(Double.parseDouble(words[1]));
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("the process that opened the queue failed");
    }
  }
}
