package spooler.itest;

import static org.junit.Assert.assertEquals;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spooler.api.MessageId;
import spooler.launcher.Home;

/** One run of {@link Submitting} in a process of its own, from its start to its sudden end. */
final class Life implements AutoCloseable {
  private static final int SIGKILLED = 128 + 9;

  private final Process process;
  private final BufferedReader lines;
  private final Map<MessageId, Integer> acknowledged = new TreeMap<>();

  private Life(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** Starts it; it submits so many messages, numbered from {@code first} on. */
  static Life of(Home home, int first, int count, Path log) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            home.distribution().resolve("lib") + "/*" + File.pathSeparator + Jars.testClasses(),
            Submitting.class.getName(),
            home.distribution().toString(),
            home.root().toString(),
            Integer.toString(first),
            Integer.toString(count));
    return new Life(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** Returns when so many submissions were acknowledged. */
  void awaitAcknowledged(int enough) throws IOException {
    while (acknowledged.size() < enough) {
      if (!read()) {
        throw new AssertionError("it ended after %d ids".formatted(acknowledged.size()));
      }
    }
  }

  /** Kills it with no warning; everything it acknowledged, id and number. */
  Map<MessageId, Integer> kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // the process's own method would close the pipe
    assertEquals("killed, not ended", SIGKILLED, process.waitFor());
    while (read()) {
      // what it had written before
    }
    return acknowledged;
  }

  private boolean read() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return false;
    }
    String[] words = line.split(" ", -1);
    acknowledged.put(MessageId.parse(words[0]), Integer.valueOf(words[1]));
    return true;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
