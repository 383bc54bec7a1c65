package spooler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import spooler.api.store.FlushMark;
import spooler.store.file.FileStore;

/** How much of the disk a queue takes that much has gone through. */
final class DiskBench {
  private static final int QUEUE = 10_000;
  private static final int SIZE = 2 << 10;

  private DiskBench() {}

  /** Bytes on the disk without three segments, as a multiple of the bytes of the bodies. */
  static Metric measure(Path folder, int messages) throws Exception {
    try (FileStore store = new FileStore(folder, StoreBench.SEGMENT_MIB)) {
      StoreLoad load = new StoreLoad(store, SIZE);
      load.fill(QUEUE, null);
      for (int through = 0; through < messages; through += QUEUE) {
        load.fill(QUEUE, null);
        load.drain(1, QUEUE, FlushMark.NONE, false);
      }
      long beyond = Math.max(0, bytes(folder) - 3L * (StoreBench.SEGMENT_MIB << 20));
      return Metric.atMost(
          "disk after %,d, less 3 segments, of live bytes".formatted(messages),
          "times",
          5,
          (double) beyond / (store.size() * SIZE));
    }
  }

  /** What all files below a folder take. */
  static long bytes(Path folder) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }
}
