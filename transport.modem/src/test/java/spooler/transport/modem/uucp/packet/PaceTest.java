package spooler.transport.modem.uucp.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When all that was written will have left a line of 1,000 octets a second, as far as is known. */
class PaceTest {
  private static final long ROUND_TRIP = Duration.ofMillis(300).toNanos();
  private static final double NANOS_PER_OCTET = 1e6;

  private final Pace pace = new Pace();

  private static long sent(long octets) {
    return (long) (octets * NANOS_PER_OCTET);
  }

  @Test
  void itIsNotKnownBeforeSomethingIsAcknowledged() {
    pace.writes(9000, 0);
    assertEquals(Long.MAX_VALUE, pace.untilLeft(sent(9000)));
  }

  @Test
  void theFirstAcknowledgmentTellsWhenTheRestWillHaveLeft() {
    pace.writes(9000, 0);
    long now = sent(4000) + ROUND_TRIP;
    pace.acknowledged(4000, now);
    assertEquals(now / 4 * 9 - now, pace.untilLeft(now), "a little late: the answer is counted in");
    pace.writes(1000, now);
    assertEquals(now / 4 * 10 - now, pace.untilLeft(now));
  }

  @Test
  void aPauseOfTheLineIsNotCounted() {
    pace.writes(1000, 0);
    pace.acknowledged(1000, sent(1000) + ROUND_TRIP);
    assertEquals(0, pace.untilLeft(sent(1000) + ROUND_TRIP));
    long later = Duration.ofMinutes(1).toNanos();
    pace.writes(2000, later);
    assertEquals(2 * (sent(1000) + ROUND_TRIP), pace.untilLeft(later));
  }

  @Test
  void aFarSideThatAnswersAtOnceIsWaitedFor() {
    pace.writes(2000, 0);
    long soon = Duration.ofMillis(5).toNanos();
    pace.acknowledged(1000, soon);
    assertEquals(Long.MAX_VALUE, pace.untilLeft(soon));
  }
}
