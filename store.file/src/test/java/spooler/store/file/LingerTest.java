package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LingerTest {
  private static final long SLOW = 5_000_000;

  private final Linger linger = new Linger();

  @Test
  @DisplayName("Before the first force nobody waits")
  void first() {
    assertEquals(0, linger.nanos());
  }

  @Test
  @DisplayName("After a slow force of several calls, a group waits a quarter of it for as many")
  void company() {
    linger.forced(8, SLOW);
    assertEquals(8, linger.company());
    assertEquals(SLOW / 4, linger.nanos());
  }

  @Test
  @DisplayName("One call that came alone after many does not end the waiting, a second one does")
  void straggler() {
    linger.forced(8, SLOW);
    linger.forced(1, SLOW);
    assertEquals(SLOW / 4, linger.nanos());
    linger.forced(1, SLOW);
    assertEquals(0, linger.nanos());
  }

  @Test
  @DisplayName("A disk that answers at once is not kept waiting")
  void quick() {
    linger.forced(8, 150_000);
    assertEquals(0, linger.nanos());
  }
}
