package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CitationTest {
  @Test
  void numbersStandAnywhereInADisplayName() {
    assertEquals(
        List.of("R54", "R7", "R74"), Citation.numbersIn("R54, R7: and once more R54, then R74"));
  }

  @Test
  void aNumberIsAWordOfItsOwn() {
    assertEquals(List.of(), Citation.numbersIn("PR54 R R5x r5 theR5() R_5"));
  }

  @Test
  void aNumberThatDoesNotExistIsFoundAllTheSame() {
    assertEquals(List.of("R0", "R090", "R1234"), Citation.numbersIn("R0 R090 R1234"));
  }

  @Test
  void whatSeparatesColumnsIsLeftOutOfTheName() {
    assertEquals("one two three", new Citation("R1", "A", " one\ttwo\r\n three ").test());
  }
}
