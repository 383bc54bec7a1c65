package spooler.launcher;

import java.util.logging.LogManager;

/**
 * Keeps log lines coming while the program stops. The JDK's own empties itself as soon as a
 * shutdown begins, and the last and most wanted lines would be lost. Named on the command line
 * ({@code java.util.logging.manager}).
 */
public final class SteadyLogManager extends LogManager {
  private static volatile boolean steady;

  /** From now on nothing resets the loggers. */
  static void hold() {
    steady = true;
  }

  @Override
  public void reset() {
    if (!steady) {
      super.reset();
    }
  }
}
