package spooler.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of the distribution's {@code bin/spooler}.
 *
 * @param output file that standard output goes to
 * @param errors file that standard error goes to
 */
record Command(Process process, Path output, Path errors) {
  private static final int LIMIT_SECONDS = 90;

  /** Starts it on this home. */
  static Command start(Path home, String... words) throws IOException {
    return startIn(Distribution.path(), home, words);
  }

  /** The same, of another distribution than the build's. */
  static Command startIn(Path distribution, Path home, String... words) throws IOException {
    Command started = start(line(distribution, home, words));
    started.process.getOutputStream().close();
    return started;
  }

  /** The same at a terminal of its own, which the program "script" of Linux makes. */
  static Command startAtTerminal(Path home, String... words) throws IOException {
    String atTerminal = "TERM=xterm " + String.join(" ", line(Distribution.path(), home, words));
    return start(List.of("script", "-qec", atTerminal, "/dev/null"));
  }

  private static List<String> line(Path distribution, Path home, String... words) {
    List<String> line =
        new ArrayList<>(
            List.of(distribution.resolve("bin/spooler").toString(), "--home", home.toString()));
    line.addAll(Arrays.asList(words));
    return line;
  }

  private static Command start(List<String> line) throws IOException {
    Path output = Files.createTempFile("spooler", ".out");
    Path errors = Files.createTempFile("spooler", ".err");
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    return new Command(process, output, errors);
  }

  /** Types this. */
  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits until this text is on standard output. */
  void awaitText(String text) throws IOException, InterruptedException {
    await(output, text);
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
    await(errors, text);
  }

  private void await(Path file, String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!Files.readString(file).contains(text)) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new AssertionError("\"" + text + "\" did not come: " + Files.readString(file));
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
