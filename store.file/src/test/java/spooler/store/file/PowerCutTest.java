package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Accepted means forced: a power cut at any instant loses nothing accepted and corrupts nothing.
 */
final class PowerCutTest {
  private static final int ROUNDS = 300;
  private static final Logger LOG = Logger.getLogger("spooler.store");

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.ALL);
    Logger.getLogger("")
        .getHandlers()[0]
        .setLevel(Level.ALL); // a thousand power cuts have little news
  }

  @AfterAll
  static void beHeardAgain() {
    LOG.setLevel(null);
  }

  /** Give a failing seed back with {@code -Dspooler.powercut.seed=N} to see it fail again. */
  @Test
  void nothingPromisedIsLostAndNothingSettledComesBack() {
    Long replayed = Long.getLong("spooler.powercut.seed");
    LongStream seeds = replayed == null ? LongStream.range(0, ROUNDS) : LongStream.of(replayed);
    seeds.forEach(seed -> run(new PowerCutRound(seed), seed));
  }

  @Test
  void norIsItWhenTheQueueIsFullNowAndThen() {
    Long replayed = Long.getLong("spooler.powercut.seed");
    LongStream seeds = replayed == null ? LongStream.range(0, ROUNDS) : LongStream.of(replayed);
    long refusals = seeds.map(seed -> run(new PowerCutRound(seed).narrow(), seed)).sum();
    assertTrue(replayed != null || refusals > ROUNDS, refusals + " refusals");
  }

  @Test
  void aHistoryThatCannotBeWrittenHarmsNothingElse() {
    Long replayed = Long.getLong("spooler.powercut.seed");
    LongStream seeds = replayed == null ? LongStream.range(0, ROUNDS) : LongStream.of(replayed);
    seeds.forEach(seed -> run(new PowerCutRound(seed).forgetful(), seed));
  }

  private static int run(PowerCutRound round, long seed) {
    try {
      round.run();
      return round.refusals();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("replay with -Dspooler.powercut.seed=" + seed, e);
    }
  }

  /** Shows that the rounds would notice: without forces almost every one of them must fail. */
  @Test
  void aDiskThatDoesNotForceIsFoundOut() {
    long foundOut = LongStream.range(0, 50).filter(PowerCutTest::failsWithoutForces).count();
    assertTrue(foundOut > 40, foundOut + " of 50");
  }

  private static boolean failsWithoutForces(long seed) {
    try {
      new PowerCutRound(seed).lying().run();
      return false;
    } catch (AssertionError | RuntimeException expected) {
      return true;
    }
  }
}
