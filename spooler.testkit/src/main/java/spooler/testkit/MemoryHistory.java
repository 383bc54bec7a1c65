package spooler.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import spooler.api.MessageId;
import spooler.api.store.FinishedMessage;
import spooler.api.store.StoredMessage;

/** How the last messages ended, {@value #MOST} at most and for a week. Synchronized. */
final class MemoryHistory {
  private static final int MOST = 10_000;
  private static final Duration AGE = Duration.ofDays(7);

  private final Clock clock;
  private final NavigableMap<Long, FinishedMessage> messages = new TreeMap<>();
  private long last;

  MemoryHistory(Clock clock) {
    this.clock = clock;
  }

  /** What another one has. */
  MemoryHistory(MemoryHistory other) {
    this(other.clock);
    synchronized (other) {
      messages.putAll(other.messages);
      last = other.last;
    }
  }

  synchronized void add(StoredMessage message) {
    messages.put(++last, new FinishedMessage(last, clock.instant(), message));
    if (messages.size() > MOST) {
      messages.pollFirstEntry();
    }
  }

  synchronized Optional<FinishedMessage> find(MessageId id) {
    return messages.descendingMap().values().stream()
        .filter(this::isYoung)
        .filter(message -> message.message().id().equals(id))
        .findFirst();
  }

  synchronized List<FinishedMessage> list(long before, int max) {
    return messages.headMap(before, false).descendingMap().values().stream()
        .filter(this::isYoung)
        .limit(max)
        .toList();
  }

  private boolean isYoung(FinishedMessage message) {
    Instant horizon = clock.instant().minus(AGE);
    return !message.finished().isBefore(horizon);
  }
}
