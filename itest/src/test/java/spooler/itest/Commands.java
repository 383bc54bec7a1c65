package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs that do one thing and end. */
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
}
