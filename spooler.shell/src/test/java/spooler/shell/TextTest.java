package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import spooler.api.command.Screen;

class TextTest {
  @Test
  void spansAreShownInTheirLargestUnit() {
    assertEquals("0 s", Amounts.span(Duration.ofMillis(-5)));
    assertEquals("59 s", Amounts.span(Duration.ofSeconds(59)));
    assertEquals("59 min", Amounts.span(Duration.ofSeconds(3599)));
    assertEquals("47 h", Amounts.span(Duration.ofHours(47)));
    assertEquals("2 d", Amounts.span(Duration.ofDays(2)));
  }

  @Test
  void sizesAreShownInPowersOfThousand() {
    assertEquals("999 B", Amounts.size(999));
    assertEquals("1.0 kB", Amounts.size(1000));
    assertEquals("1.0 MB", Amounts.size(999_999));
    assertEquals("9.2 EB", Amounts.size(Long.MAX_VALUE));
  }

  @Test
  void aColumnIsAsWideAsItsWidestCell() {
    assertEquals(
        "A   B\nxx  y\n    z", new Table("A", "B").row("xx", "y").row("", "z").text(Screen.PLAIN));
  }

  @Test
  void nothingFromOutsideCanMoveTheCursor() {
    assertEquals("a?b?c?d?", OneLine.of("a\nb\033c\u202ed\u0000"));
    assertEquals("a; b", OneLine.of(new IllegalStateException("a\r\n\nb\n")));
    assertEquals("IllegalStateException", OneLine.of(new IllegalStateException()));
  }
}
