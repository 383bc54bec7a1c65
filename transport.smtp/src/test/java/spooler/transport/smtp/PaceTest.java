package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** So many messages a minute, so many at once, and nobody waits for long. */
class PaceTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void noLimitIsNoLimit() throws IOException {
    Pace pace = new Pace(0, 1, ticker);
    for (int i = 0; i < 10_000; i++) {
      assertEquals(Duration.ZERO, take(pace));
    }
    assertEquals(Duration.ZERO, ticker.slept());
  }

  @Test
  void aBurstGoesAtOnceAndTheNextIsToldWhenToCome() throws IOException {
    Pace pace = new Pace(6, 3, ticker);
    assertEquals(3, takeAllThatMayGo(pace));
    assertEquals(TEN_SECONDS, take(pace));
    assertEquals(TEN_SECONDS, take(pace), "asking again and again moves nothing");
    assertEquals(Duration.ZERO, ticker.slept(), "a long wait is never waited for");
    ticker.pass(TEN_SECONDS);
    assertEquals(1, takeAllThatMayGo(pace));
    assertEquals(TEN_SECONDS, take(pace));
  }

  @Test
  void howeverLongTheRestNoMoreThanABurstGoesAtOnce() throws IOException {
    Pace pace = new Pace(6, 3, ticker);
    takeAllThatMayGo(pace);
    ticker.pass(Duration.ofDays(400));
    assertEquals(3, takeAllThatMayGo(pace));
    ticker.pass(TEN_SECONDS.multipliedBy(2));
    assertEquals(2, takeAllThatMayGo(pace), "and a shorter rest brings a part of it");
  }

  @Test
  void aLivelyPaceIsKeptByShortWaits() throws IOException {
    Pace pace = new Pace(600, 1, ticker);
    for (int i = 0; i < 101; i++) {
      assertEquals(Duration.ZERO, take(pace));
    }
    assertEquals(Duration.ofSeconds(10), ticker.slept());
  }

  @Test
  void lanesThatWaitTogetherTakeOneAfterTheOther() throws IOException {
    Pace pace = new Pace(60, 1, ticker);
    take(pace);
    AtomicInteger others = new AtomicInteger();
    pace.take(() -> others.getAndIncrement() > 0 || takes(pace)); // another comes during the wait
    assertTrue(ticker.slept().toSeconds() >= 2, "the other has its turn a second after ours");
  }

  @Test
  void aCancelEndsAWait() {
    Pace pace = new Pace(60, 1, ticker);
    AtomicInteger asked = new AtomicInteger();
    IOException ended =
        assertThrows(
            IOException.class,
            () -> {
              pace.take(() -> true);
              pace.take(() -> asked.getAndIncrement() == 0);
            });
    assertEquals("cancelled", ended.getMessage());
    assertEquals(Duration.ofMillis(250), ticker.slept());
  }

  @Test
  void nobodySleepsLongWithoutAskingWhetherToGoOn() throws IOException {
    Pace pace = new Pace(30, 1, ticker);
    take(pace);
    assertEquals(Duration.ZERO, take(pace));
    assertEquals(Pace.SHORT, ticker.slept());
    assertTrue(ticker.longestNap().compareTo(Duration.ofMillis(250)) <= 0);
  }

  @Test
  void anInterruptEndsAWaitAndIsKept() throws IOException {
    Pace pace = new Pace(60, 1, ticker);
    take(pace);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> take(pace));
    assertTrue(Thread.interrupted());
  }

  private static Duration take(Pace pace) throws IOException {
    return pace.take(() -> true);
  }

  private static boolean takes(Pace pace) {
    try {
      return take(pace).isZero();
    } catch (IOException ended) {
      throw new AssertionError(ended);
    }
  }

  private static int takeAllThatMayGo(Pace pace) throws IOException {
    int taken = 0;
    while (take(pace).isZero()) {
      taken++;
    }
    return taken;
  }
}
