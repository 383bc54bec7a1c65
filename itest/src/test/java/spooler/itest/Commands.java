package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs of the system: those that do one thing and end, and the end of those that do not. */
final class Commands {
  private Commands() {}

  /** Returns when it has succeeded; fails with what it said when it does not. */
  static void run(String... words) throws Exception {
    Path said = Files.createTempFile("said", ".txt");
    try {
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      String command = String.join(" ", words) + "\n" + Files.readString(said);
      assertTrue(ended, "still runs: " + command);
      assertEquals(0, process.exitValue(), command);
    } finally {
      Files.delete(said);
    }
  }

  /** Returns when it has ended, of itself or not. */
  static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
