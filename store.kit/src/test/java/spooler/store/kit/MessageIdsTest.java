package spooler.store.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;

final class MessageIdsTest {
  private static final Instant NOW = Instant.parse("2030-01-02T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void anIdTellsItsMillisecond() {
    MessageIds ids = new MessageIds(CLOCK, 0);
    assertEquals(NOW.toEpochMilli(), ids.next().value() >> 20);
  }

  @Test
  void idsAscendWithinAMillisecondAndBeyondAFullOne() {
    MessageIds ids = new MessageIds(CLOCK, 0);
    MessageId last = ids.next();
    for (int i = 0; i < 2_000_000; i++) {
      MessageId next = ids.next();
      assertTrue(next.value() > last.value());
      last = next;
    }
  }

  @Test
  void idsGoOnAboveTheFloorWhileTheClockIsBehind() {
    long floor = (NOW.toEpochMilli() + 99_000) << 20;
    MessageIds ids = new MessageIds(CLOCK, floor);
    assertEquals(floor + 1, ids.next().value());
    assertEquals(floor + 2, ids.next().value());
    assertEquals(floor + 2, ids.last());
  }
}
