package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static final Logger LOGGER = Logger.getLogger("spooler.launcher.LogLineTest");

  private static String line(String message, @Nullable Throwable thrown) {
    LogRecord event = new LogRecord(Level.WARNING, message);
    event.setLoggerName(LOGGER.getName());
    event.setThrown(thrown);
    return new LogLine().format(event);
  }

  @Test
  void anErrorAndItsCausesAreOneLine() {
    String line =
        line("the relay\nhung up", new IOException("broken", new IllegalStateException("pipe")));

    assertTrue(
        line.endsWith(
            "WARNING spooler.launcher.LogLineTest: the relay | hung up: java.io.IOException: broken"
                + ": java.lang.IllegalStateException: pipe"
                + System.lineSeparator()),
        line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void whatAFarSideSaysCanNeitherCommandATerminalNorLookLikeALineOfOurs() {
    String line = line("250 fine\u001b[2J\u0007 \u202etxt.exe\u2028SEVERE\u0085\ttabs stay", null);

    assertTrue(
        line.contains("250 fine?[2J? ?txt.exe | SEVERE | tabs stay" + System.lineSeparator()),
        line);
    LOGGER.setLevel(Level.FINE);
    try {
      String trace = line("oh", new IOException("a\u001b[2J\rb"));
      assertFalse(trace.contains("\u001b"), trace);
      assertFalse(trace.replace(System.lineSeparator(), "").contains("\r"), trace);
    } finally {
      LOGGER.setLevel(null);
    }
  }

  @Test
  void theStackTraceFollowsWhereTheLoggerIsDetailed() {
    LOGGER.setLevel(Level.FINE);
    try {
      assertTrue(line("oh", new IOException("broken")).contains("\tat "));
    } finally {
      LOGGER.setLevel(null);
    }
  }
}
