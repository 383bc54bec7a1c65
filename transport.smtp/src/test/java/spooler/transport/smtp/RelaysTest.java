package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several relays is called first. */
class RelaysTest {
  private static final Duration FAILBACK = Duration.ofMinutes(5);
  private static final Relay A = new Relay("a.example", 25);
  private static final Relay B = new Relay("b.example", 25);
  private static final Relay C = new Relay("c.example", 25);

  private final FakeTicker ticker = new FakeTicker();
  private final Relays relays = new Relays(List.of(A, B, C), FAILBACK, ticker);

  @Test
  void theOrderIsTheirsUntilOneStandsIn() {
    assertEquals(List.of(A, B, C), relays.inOrder());
    relays.reached(B);
    assertEquals(List.of(B, A, C), relays.inOrder());
    relays.reached(C);
    assertEquals(List.of(C, A, B), relays.inOrder());
    ticker.pass(FAILBACK);
    assertEquals(List.of(A, B, C), relays.inOrder());
  }

  @Test
  void oneThatFailsMakesRoomForTheNext() {
    relays.failed(A);
    assertEquals(B, relays.inOrder().get(0));
    relays.failed(A); // another lane says so, a little late
    assertEquals(B, relays.inOrder().get(0));
    relays.failed(B);
    relays.failed(C);
    assertEquals(A, relays.inOrder().get(0));
  }

  @Test
  void anotherOneThanTheLastTimeIsNews() {
    assertFalse(relays.reached(A));
    relays.failed(A);
    assertTrue(relays.reached(B));
    assertFalse(relays.reached(B));
    ticker.pass(FAILBACK);
    assertTrue(relays.isCurrent(A));
    assertTrue(relays.reached(A));
  }

  @Test
  void oneAloneStaysTheOne() {
    Relays one = new Relays(List.of(A), FAILBACK, ticker);
    one.failed(A);
    assertEquals(List.of(A), one.inOrder());
  }
}
