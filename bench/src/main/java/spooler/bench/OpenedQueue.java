package spooler.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import spooler.api.store.FlushMark;
import spooler.store.file.FileStore;

/** The process that opens a long queue and says what that cost: a word and a number a line. */
final class OpenedQueue {
  private static final int SIZE = 2 << 10;
  private static final int TIMES = 21;
  private static final int DRAINED = 10_000;

  private OpenedQueue() {}

  /** Arguments: the folder, and how its messages are to be drained: "ordinary" or "marked". */
  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    try (FileStore store = new FileStore(Path.of(args[0]), StoreBench.SEGMENT_MIB)) {
      say("open", (System.nanoTime() - start) / 1e6);
      System.gc();
      Runtime memory = Runtime.getRuntime();
      say("heap", (memory.totalMemory() - memory.freeMemory()) / 1024.0);
      StoreLoad load = new StoreLoad(store, SIZE);
      if (args[1].equals("ordinary")) {
        say("drain", load.drain(1, DRAINED, FlushMark.NONE, false));
        return;
      }
      say(
          "ready",
          median(
              () -> {
                load.fill(1, null);
                return micros(() -> expectOne(load.claim(1, FlushMark.NONE, false)));
              }));
      say("mark", median(() -> micros(() -> expectOne(load.claim(1, store.newMark(), true)))));
      say("drain", load.drain(1, DRAINED, store.newMark(), true));
    }
  }

  private static void expectOne(List<?> claims) {
    if (claims.size() != 1) {
      throw new IllegalStateException("one claim was expected, not " + claims);
    }
  }

  private static double median(DoubleSupplier measured) {
    return DoubleStream.generate(measured)
        .limit(TIMES)
        .sorted()
        .skip(TIMES / 2)
        .findFirst()
        .orElse(0);
  }

  private static double micros(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e3;
  }

  private static void say(String what, double value) {
    System.out.println(what + " " + value);
  }
}
