package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  private final Requirements requirements = Requirements.ofTheSpooler();

  @Test
  void theyAreNumberedFromOneWithoutAGap() {
    assertEquals(
        IntStream.rangeClosed(1, 89).mapToObj(number -> "R" + number).toList(),
        requirements.all().map(Requirement::id).toList());
  }

  @Test
  void onlyTheLastIsLeftOut() {
    assertEquals(
        List.of("R89"),
        requirements.all().filter(Requirement::isLeftOut).map(Requirement::id).toList());
  }

  @Test
  void noOtherNumberExists() {
    assertTrue(requirements.contains("R9"));
    List.of("R0", "R90", "R09").forEach(id -> assertFalse(requirements.contains(id), id));
  }

  @Test
  void aLineOfAnotherKindIsQuoted() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Requirements.parse("# A\nR1: colon"))
            .toString()
            .contains("R1: colon"));
    assertThrows(IllegalArgumentException.class, () -> Requirements.parse("R1 without heading"));
  }
}
