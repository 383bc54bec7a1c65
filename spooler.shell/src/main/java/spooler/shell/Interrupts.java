package spooler.shell;

import java.util.concurrent.atomic.AtomicInteger;

/** How often Ctrl-C was pressed. Any thread. */
final class Interrupts {
  private final AtomicInteger times = new AtomicInteger();

  /** Once more; how often now. */
  int count() {
    return times.incrementAndGet();
  }

  int times() {
    return times.get();
  }
}
