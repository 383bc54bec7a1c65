package spooler.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the command to "ready" (the file with the process id), on a home that has been started and
 * stopped before, with the bundles of the distribution and nothing configured; and what the process
 * then has in memory while nothing happens.
 */
final class StartBench {
  private static final int RUNS = 5;
  private static final double START_SECONDS = 1.0;
  private static final double IDLE_MIB = 120;
  private static final long LIMIT_SECONDS = 60;
  private static final long IDLE_MILLIS = 5_000;

  private StartBench() {}

  static List<Metric> measure() throws Exception {
    Path home = Files.createTempDirectory("spooler-start");
    Path etc = Files.createDirectories(home.resolve("etc"));
    Files.writeString(etc.resolve("submit.smtp.cfg"), "port = " + LocalPort.free() + "\n");
    run(home); // makes the framework's cache, and the archive of classes when it ends
    double[] seconds = new double[RUNS];
    double[] mebibytes = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      Figures figures = run(home);
      seconds[i] = figures.seconds();
      mebibytes[i] = figures.mebibytes();
      System.err.printf("%.2f s, %.0f MiB%n", seconds[i], mebibytes[i]);
    }
    return List.of(
        Metric.atMost("second start to ready", "s", START_SECONDS, seconds),
        Metric.atMost("resident, idle", "MiB", IDLE_MIB, mebibytes));
  }

  private record Figures(double seconds, double mebibytes) {}

  private static Figures run(Path home) throws IOException, InterruptedException {
    Path ready = home.resolve("var/spooler.pid");
    Path distribution = Path.of(System.getProperty("spooler.distribution", ""));
    ProcessBuilder command =
        new ProcessBuilder(distribution.resolve("bin/spooler").toString(), "run")
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile());
    command.environment().put("SPOOLER_HOME", home.toString());
    long begin = System.nanoTime();
    Process process = command.start();
    try {
      while (!Files.exists(ready)) {
        if (!process.isAlive()
            || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
          throw new IOException("it did not start: " + Files.readString(home.resolve("log")));
        }
        TimeUnit.MILLISECONDS.sleep(2);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
      return new Figures(seconds, new ProcessFigures(process.pid()).residentMiB());
    } finally {
      process.destroy();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}
