package spooler.core.wild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Thousands of seeded scenarios. A failing one names its seed; {@code -Dspooler.seed=4711} plays
 * that one alone, {@code -Dspooler.scenarios=100000} plays more.
 */
class RandomScenariosTest {
  private static final Logger LOG = Logger.getLogger("spooler.core");

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Long.getLong("spooler.seed") == null ? Level.OFF : Level.ALL);
  }

  @AfterAll
  static void beHeard() {
    LOG.setLevel(null);
  }

  @Test
  @DisplayName(
      "nothing is lost, nothing is sent twice, every flush ends, every bit is cleared, one holder"
          + " per resource, order kept (R23 R43 R62), whatever clients and transports do")
  void whateverHappens() throws Exception {
    Long only = Long.getLong("spooler.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? Integer.getInteger("spooler.scenarios", 2_000) : only;
    for (long seed = first; seed <= last; seed++) {
      Scenario scenario = new Scenario(seed);
      List<String> violations = scenario.play();
      assertEquals(
          List.of(),
          violations,
          () ->
              "seed %d; play it alone with -Dspooler.seed\n%s"
                  .formatted(scenario.seed(), String.join("\n", scenario.story())));
    }
  }
}
