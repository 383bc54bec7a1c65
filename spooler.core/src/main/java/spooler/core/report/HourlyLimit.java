package spooler.core.report;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import spooler.api.Address;

/**
 * How many reports a sender is sent in an hour: a program that floods the world with bad addresses
 * does not flood its own mailbox. What is over the limit waits for the next hour, nothing is lost.
 * Used by one thread.
 */
final class HourlyLimit {
  private static final Duration HOUR = Duration.ofHours(1);

  private final int most;
  private final Map<Address, Hour> hours = new HashMap<>();

  private record Hour(Instant end, int reports) {}

  HourlyLimit(int most) {
    this.most = most;
  }

  /** Counts one more for that sender; when the limit is reached, the time of the next instead. */
  Optional<Instant> take(Address sender, Instant now) {
    hours.values().removeIf(hour -> !hour.end().isAfter(now));
    Hour hour = hours.getOrDefault(sender, new Hour(now.plus(HOUR), 0));
    if (hour.reports() >= most) {
      return Optional.of(hour.end());
    }
    hours.put(sender, new Hour(hour.end(), hour.reports() + 1));
    return Optional.empty();
  }
}
