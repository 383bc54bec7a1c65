package spooler.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of the distribution's {@code bin/spooler}, without a terminal.
 *
 * @param output file that standard output goes to
 * @param errors file that standard error goes to
 */
record Command(Process process, Path output, Path errors) {
  private static final int LIMIT_SECONDS = 90;

  /** Starts it on this home. */
  static Command start(Path home, String... words) throws IOException {
    Path output = Files.createTempFile("spooler", ".out");
    Path errors = Files.createTempFile("spooler", ".err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Distribution.path().resolve("bin/spooler").toString(), "--home", home.toString()));
    command.addAll(Arrays.asList(words));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    process.getOutputStream().close();
    return new Command(process, output, errors);
  }

  /** Runs it to its end. */
  static Command run(Path home, String... words) throws IOException, InterruptedException {
    Command command = start(home, words);
    command.exitCode();
    return command;
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + LIMIT_SECONDS + " s");
    }
    return process.exitValue();
  }

  /** Waits until a line with this text is on standard error. */
  void awaitError(String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!error().contains(text)) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new AssertionError("\"" + text + "\" did not come: " + error());
      }
      Thread.sleep(20);
    }
  }

  /** What it printed. */
  String text() throws IOException {
    return Files.readString(output);
  }

  /** What it complained of. */
  String error() throws IOException {
    return Files.readString(errors);
  }
}
