package spooler.transport.modem.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was started: what it says on standard error goes to the log, and it goes with what
 * it started itself. Any thread.
 */
final class Child {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final int LONGEST_WORD = 500;
  private static final long GRACE_SECONDS = 2;

  private final Process process;
  private final String name;

  Child(Process process, String name) {
    this.process = process;
    this.name = name;
    Thread listener = new Thread(this::listen, "spooler-modem-stderr");
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        String word = line.substring(0, Math.min(line.length(), LONGEST_WORD));
        LOG.log(Level.INFO, () -> name + ": " + word);
      }
    } catch (IOException ended) {
      LOG.log(Level.DEBUG, () -> name + ": " + ended.getMessage());
    }
  }

  /** How it ended, for people; waits a moment for that. */
  String end() {
    try {
      return process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)
          ? name + " ended with exit code " + process.exitValue()
          : name + " closed its output";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return name + " closed its output";
    }
  }

  /**
   * Ends it, and what it started: politely, and by force in case it does not listen. Returns when
   * all of it is gone, so that what it held is free.
   */
  void kill() {
    List<ProcessHandle> family = process.descendants().toList(); // while it is known whose they are
    family.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
