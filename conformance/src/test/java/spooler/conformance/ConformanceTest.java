package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import spooler.conformance.Conformance.Standing;

class ConformanceTest {
  private static final Requirements REQUIREMENTS =
      Requirements.parse(
          """
          # First
          R1 It sends.
          R2 It fetches.

          # Second
          R3 It sings. (left out: nobody listens)
          """);

  private final TreeSet<Evidence> evidence = new TreeSet<>();

  @Test
  void whatNoTestCitesIsMissing() {
    show("R1", Result.PASSED);
    assertEquals(List.of(Standing.SHOWN, Standing.NOT_SHOWN, Standing.LEFT_OUT), standings());
    assertEquals(
        List.of(
            "no passing test cites R2: write one, or cite it in the display name of the one that"
                + " shows it"),
        conformance().missing());
  }

  @Test
  void whatOnlySkippedTestsCiteIsMissing() {
    show("R1", Result.SKIPPED);
    assertEquals(Standing.NOT_SHOWN, standings().get(0));
  }

  @Test
  void onePassingTestAmongSkippedOnesShowsIt() {
    show("R1", Result.SKIPPED);
    show("R1", Result.PASSED);
    assertEquals(Standing.SHOWN, standings().get(0));
  }

  @Test
  void oneFailedTestAmongPassingOnesFailsIt() {
    show("R1", Result.PASSED);
    show("R1", Result.FAILED);
    assertEquals(Standing.FAILED, standings().get(0));
    assertEquals(List.of("a.Test \"FAILED\" failed, and with it R1"), conformance().faults());
  }

  @Test
  void aNumberThatDoesNotExistIsNamedWithTheTestThatCitesIt() {
    show("R4", Result.PASSED);
    assertEquals(
        List.of("a.Test \"PASSED\" cites R4, which does not exist"), conformance().faults());
  }

  @Test
  void whatIsLeftOutIsNeverMissing() {
    show("R1", Result.PASSED);
    show("R2", Result.PASSED);
    assertEquals(List.of(), conformance().missing());
    assertEquals(List.of(), conformance().faults());
  }

  @Test
  void thePageListsRequirementTestAndResultAndSkippedTestsOnlyWhereNoOtherRan() {
    show("R1", Result.SKIPPED);
    show("R2", Result.SKIPPED);
    show("R2", Result.PASSED);
    evidence.add(new Evidence(new Citation("R2", "a.A$B", "R2: <up> & [down] *"), Result.PASSED));
    assertEquals(
        """
        # Conformance

        What the spooler has to do, and the tests that show it. Made by `mvn -B verify` from the
        tests' display names: edit those, not this page.

        | | |
        |---|---|
        | Shown | 1 |
        | Not shown | 1 |
        | Left out | 1 |

        ## First

        ### R1

        It sends.

        **Not shown**

        - skipped: `a.Test` SKIPPED

        ### R2

        It fetches.

        **Shown**

        - passed: `a.A$B` R2: \\<up> & \\[down] \\*
        - passed: `a.Test` PASSED

        ## Second

        ### R3

        It sings.

        **Left out**: nobody listens.
        """,
        Page.of(conformance()));
  }

  private void show(String requirement, Result result) {
    evidence.add(new Evidence(new Citation(requirement, "a.Test", result.name()), result));
  }

  private Conformance conformance() {
    return new Conformance(REQUIREMENTS, evidence);
  }

  private List<Standing> standings() {
    return REQUIREMENTS.all().map(conformance()::standing).toList();
  }
}
