package spooler.core.transports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for changes of the profile, for the one that takes a leaver's place above all: an updated
 * bundle's new service has the old one's name, and comes before or after it has left.
 *
 * <p><b>Threads:</b> any; its monitor is held for looking only.
 */
final class Succession {
  private final Supplier<List<Transport>> present;

  Succession(Supplier<List<Transport>> present) {
    this.present = present;
  }

  /** Something has changed: whoever waits looks again. */
  synchronized void changed() {
    notifyAll();
  }

  /** The successor, logged on; empty when none is within the limit, or it failed. */
  Optional<Transport> await(Transport leaver, Duration limit) throws InterruptedException {
    until(limit, () -> successors(leaver).stream().anyMatch(Succession::isDecided));
    return successors(leaver).stream().filter(Transport::isActive).findFirst();
  }

  private List<Transport> successors(Transport leaver) {
    return present.get().stream()
        .filter(one -> one != leaver && one.name().equals(leaver.name()))
        .toList();
  }

  private static boolean isDecided(Transport one) {
    return one.isActive() || one.isOut();
  }

  /** Waits until it is so; whether it became so within the limit. */
  synchronized boolean until(Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    boolean holds = condition.getAsBoolean();
    while (!holds && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
      holds = condition.getAsBoolean();
    }
    return holds;
  }
}
