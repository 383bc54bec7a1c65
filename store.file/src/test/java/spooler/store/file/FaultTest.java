package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spooler.store.file.FaultRound.Fault;

/**
 * A disk that fails at any one operation: nothing promised is lost, what failed is told, and the
 * store goes on when the disk does.
 */
final class FaultTest {
  private static final int SEEDS = Integer.getInteger("spooler.fault.seeds", 2);
  private static final Logger LOG = Logger.getLogger("spooler.store");

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF); // thousands of faults have little news
  }

  @AfterAll
  static void beHeardAgain() {
    LOG.setLevel(null);
  }

  @Test
  void aDiskThatIsFullAtAnySingleWriteOrForce() {
    atEach(at -> Fault.fullDisk(at, 1));
  }

  @Test
  void aDiskThatIsFullFromAnyWriteOrForceOnForAWhile() {
    atEach(at -> Fault.fullDisk(at, 20));
  }

  @Test
  void anInputOutputErrorAtAnySingleForce() {
    atEach(Fault::badForce);
  }

  private static void atEach(IntFunction<Fault> fault) {
    int all = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      int operations = new FaultRound(seed, fault.apply(-1)).run();
      int same = seed;
      IntStream.range(0, operations).parallel().forEach(at -> run(same, fault.apply(at)));
      all += operations;
    }
    System.out.println("faults: " + all);
    assertTrue(all > 80 * SEEDS, all + " operations are few");
  }

  private static void run(int seed, Fault fault) {
    try {
      new FaultRound(seed, fault).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ", " + fault, e);
    }
  }
}
