package spooler.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command {@code start}: runs the spooler in the background, in a session of its own, and
 * returns when it is ready, or with the reason why it is not. What it logs is in {@code var/log/}.
 */
final class Start {
  /** A little more than {@link Run} allows itself, so that the reason is its own. */
  private static final Duration LIMIT = Run.READY_LIMIT.plusSeconds(30);

  private static final long LOOK_MILLIS = 20;

  private final Home home;
  private final Map<String, String> properties;

  Start(Home home, Map<String, String> properties) {
    this.home = home;
    this.properties = properties;
  }

  /** Returns the exit code: 0 when a spooler is ready on this home, whoever started it. */
  int go(List<String> arguments) throws UsageException, IOException, InterruptedException {
    UsageException.none("start", arguments);
    home.prepare();
    Optional<Long> owner = HomeLock.owner(home);
    if (owner.isPresent()) {
      System.out.printf("spooler: runs already on %s, process %d%n", home.root(), owner.get());
      return 0;
    }
    PidFile ready = new PidFile(home);
    ready.delete();
    Path console = Files.createDirectories(home.log()).resolve("console.log");
    return await(launch(console), ready, console);
  }

  private Process launch(Path console) throws IOException {
    ProcessBuilder command = new ProcessBuilder(line()).redirectErrorStream(true);
    command.redirectInput(Redirect.from(nothing())).redirectOutput(console.toFile());
    return command.start();
  }

  /** The same program with "run", away from this terminal where the system can do that. */
  private List<String> line() throws IOException {
    Path script =
        home.distribution().resolve("bin").resolve(isWindows() ? "spooler.cmd" : "spooler");
    if (!Files.isExecutable(script)) {
      throw new IOException(script + " is not there, or may not be executed: unpack it anew");
    }
    List<String> line = new ArrayList<>(isWindows() ? List.of() : apart());
    line.addAll(List.of(script.toString(), "--home", home.root().toString()));
    properties.forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
    line.addAll(List.of("run", Run.BACKGROUND));
    return line;
  }

  private static List<String> apart() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .filter(program -> Files.isExecutable(Path.of(program)))
        .findFirst()
        .map(List::of)
        .orElse(List.of("nohup"));
  }

  private static File nothing() {
    return new File(isWindows() ? "NUL" : "/dev/null");
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  private int await(Process process, PidFile ready, Path console)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Optional<Long> pid = ready.read();
      if (pid.isPresent()) {
        System.out.printf("spooler: ready on %s, process %d%n", home.root(), pid.get());
        return 0;
      }
      if (System.nanoTime() > deadline) {
        process.destroy();
        throw new IOException(
            "it was not ready within %d s and is told to stop; why is in %s"
                .formatted(LIMIT.toSeconds(), home.log()));
      }
    }
    throw new IOException("it did not start: " + reason(console));
  }

  /** The last line the process left: what it complained of. */
  private String reason(Path console) throws IOException {
    return Files.readAllLines(console).stream()
        .filter(line -> !line.isBlank())
        .reduce((before, last) -> last)
        .map(line -> line.replaceFirst("^spooler: ", ""))
        .orElse("why is in " + home.log());
  }
}
