package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
  private static final ZonedDateTime NOW =
      ZonedDateTime.parse("2026-11-21T12:00:00+01:00[Europe/Madrid]");

  @ParameterizedTest
  @CsvSource({
    "18:30, 2026-11-21T17:30:00Z",
    "12:00, 2026-11-22T11:00:00Z",
    "11:59:30, 2026-11-22T10:59:30Z",
    "2026-12-24T18:00, 2026-12-24T17:00:00Z",
    "2026-12-24T18:00Z, 2026-12-24T18:00:00Z",
    "2026-12-24T18:00:00+02:00, 2026-12-24T16:00:00Z",
    "2026-07-01T12:00, 2026-07-01T10:00:00Z"
  })
  void aTimeIsTheNextOneOrThatOfItsDay(String text, Instant expected) {
    assertEquals(expected, When.time(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "noon", "25:00", "2026-13-01T00:00", "2026-12-24", "6pm", "\n"})
  void whatIsNoTimeIsRefusedWithOneThatIs(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> When.time(text, NOW));
    assertEquals(
        "\"%s\" is no time: give one such as 18:30 or 2026-11-21T18:30".formatted(OneLine.of(text)),
        refused.getMessage());
  }

  @Test
  void aSpanHasANumberAndAUnit() {
    assertEquals(Duration.ofSeconds(90), When.span("90s"));
    assertEquals(Duration.ofMinutes(30), When.span("30min"));
    assertEquals(Duration.ofHours(2), When.span("2 h"));
    assertEquals(Duration.ofDays(1), When.span("1d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "h", "-2h", "2w", "2h30min", "99999999999d"})
  void whatIsNoSpanIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> When.span(text));
  }

  @Test
  void aTimeIsShownWithHowFarItIs() {
    Instant now = NOW.toInstant();
    assertEquals("2026-11-21 14:00:00 (in 2 h)", When.shown(now.plusSeconds(7200), NOW));
    assertEquals("2026-11-21 11:57:00 (3 min ago)", When.shown(now.minusSeconds(180), NOW));
  }
}
