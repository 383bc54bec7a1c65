package spooler.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogLevelsTest {
  private static final String PART = "spooler.transport.harbour";

  private final LogLevels levels = new LogLevels();
  private final Logger logger = Logger.getLogger(PART);

  @AfterEach
  void close() {
    levels.close();
    logger.setLevel(null);
  }

  @Test
  void onlyThatPartIsRaised() {
    levels.raise(PART, Level.FINE, Duration.ofHours(1));

    assertTrue(logger.isLoggable(Level.FINE));
    assertFalse(Logger.getLogger("spooler.transport.other").isLoggable(Level.FINE));
  }

  @Test
  @Timeout(30)
  void theLevelBeforeComesBackByItself() throws InterruptedException {
    logger.setLevel(Level.WARNING);
    levels.raise(PART, Level.FINE, Duration.ofMillis(1));

    while (!Level.WARNING.equals(logger.getLevel())) {
      Thread.onSpinWait();
    }
    assertFalse(levels.restore(PART), "it is put back once");
  }

  @Test
  void raisingTwiceStillBringsBackTheFirst() {
    levels.raise(PART, Level.FINE, Duration.ofHours(1));
    levels.raise(PART, Level.FINER, Duration.ofHours(1));

    assertTrue(levels.restore(PART));
    assertNotEquals(Level.FINE, LogLevels.of(PART));
    assertEquals(LogLevels.of("spooler.transport"), LogLevels.of(PART));
  }
}
