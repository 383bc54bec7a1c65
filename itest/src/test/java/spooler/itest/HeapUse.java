package spooler.itest;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.concurrent.TimeUnit;

/**
 * What this process has in memory that is in use. In the soak also without what soft references
 * hold, by an option of its Java.
 *
 * @param heap octets
 * @param classes octets of metaspace
 */
record HeapUse(long heap, long classes) {
  /** What one run may leave more of than another: caches that have a limit. */
  private static final long NOISE = 16 << 20;

  private static final int COLLECTIONS = 5; // weak and soft ends of what one frees go with the next

  /** Collects garbage, and looks. */
  static HeapUse now() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    long classes =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(HeapUse::used)
            .sum();
    return new HeapUse(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), classes);
  }

  /** Looks until it is level with before, for a minute at most: what is being done needs some. */
  static HeapUse settled(HeapUse before) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    HeapUse now = now();
    while (!now.isLevelWith(before) && System.nanoTime() < deadline) {
      System.out.println("not level yet: " + now);
      TimeUnit.SECONDS.sleep(1);
      now = now();
    }
    return now;
  }

  private static long used(MemoryPoolMXBean pool) {
    return pool.getUsage().getUsed();
  }

  /** Whether it is not more than before, but for noise. */
  boolean isLevelWith(HeapUse before) {
    return heap < before.heap() + NOISE && classes < before.classes() + NOISE;
  }

  @Override
  public String toString() {
    return "%.1f MiB and %.1f MiB of classes".formatted(heap / 1048576.0, classes / 1048576.0);
  }
}
