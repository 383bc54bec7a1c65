package spooler.bench;

import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import spooler.bench.ThinCall.Way;
import spooler.testkit.uucp.Taylor;

/**
 * Mail over a {@link ThinLine}: this project's caller beside Taylor UUCP's uucico on the same line,
 * with the same damage. In real time, but many calls at once: a line that thin needs no processor.
 */
final class UucpBench {
  private static final int RUNS = 5;
  private static final int AT_ONCE = Integer.getInteger("spooler.bench.calls", 20);
  private static final double LEAST_OF_LINE = 85;
  private static final int MOST_TRIES = 30;

  private UucpBench() {}

  static List<Metric> measure() throws Exception {
    if (!Taylor.isHere()) {
      throw new IllegalStateException("install the Debian packages uucp and socat");
    }
    Path folder = Files.createTempDirectory("uucp-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Map<ThinCall, Double> goodput = calls(folder);
      List<Metric> metrics = new ArrayList<>();
      for (Line line : lines()) {
        pair(metrics, goodput, "sent, " + line, Way.WE_SEND, Way.UUCICO_SENDS, line);
        pair(metrics, goodput, "received, " + line, Way.WE_RECEIVE, Way.UUCICO_RECEIVES, line);
      }
      return metrics;
    } finally {
      delete(folder);
    }
  }

  /** What is carried over what. */
  private record Line(char protocol, double errors, int letters) {
    ThinCall call(Way way, int run) {
      return new ThinCall(way, protocol, errors, letters, 100 * run + 7);
    }

    @Override
    public String toString() {
      String what = letters == 1 ? "one letter" : letters + " letters";
      return "%c, %s, %s %% errors".formatted(protocol, what, 100 * errors);
    }
  }

  private static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (char protocol : new char[] {'i', 'g'}) {
      for (int letters : new int[] {1, 4}) {
        for (double errors : new double[] {0, 0.001, 0.01}) {
          lines.add(new Line(protocol, errors, letters));
        }
      }
    }
    return lines;
  }

  /** The uuxqt of a call may still be running, and delete what it has done. */
  private static void delete(Path folder) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        StoreBench.delete(folder);
        return;
      } catch (NoSuchFileException | DirectoryNotEmptyException running) {
        if (tries == MOST_TRIES) {
          throw running;
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private static Map<ThinCall, Double> calls(Path folder) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      return calls(folder, pool);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Map<ThinCall, Double> calls(Path folder, ExecutorService pool) throws Exception {
    Map<ThinCall, Future<Double>> calls = new HashMap<>();
    for (int run = 0; run < RUNS; run++) {
      for (Line line : lines()) {
        for (Way way : Way.values()) {
          ThinCall call = line.call(way, run);
          calls.put(call, pool.submit(() -> one(call, folder)));
        }
      }
    }
    Map<ThinCall, Double> goodput = new HashMap<>();
    for (Map.Entry<ThinCall, Future<Double>> call : calls.entrySet()) {
      goodput.put(call.getKey(), call.getValue().get());
    }
    return goodput;
  }

  private static double one(ThinCall call, Path folder) throws Exception {
    Path home = Files.createTempDirectory(folder, "call");
    double goodput = call.goodput(home);
    System.err.printf("%s: %.0f octets/s%n", call, goodput);
    return goodput;
  }

  private static void pair(
      List<Metric> metrics,
      Map<ThinCall, Double> goodput,
      String what,
      Way our,
      Way their,
      Line line) {
    double[] ours = runs(goodput, our, line);
    double[] theirs = runs(goodput, their, line);
    double[] part = new double[RUNS];
    double[] ratio = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      part[i] = 100 * ours[i] / ThinLine.OCTETS_A_SECOND;
      ratio[i] = ours[i] / theirs[i];
    }
    metrics.add(Metric.of(what, "% of the line", line.errors() == 0 ? LEAST_OF_LINE : 0, part));
    metrics.add(Metric.of("  octets", "octets/s", 0, ours));
    metrics.add(Metric.of("  uucico", "octets/s", 0, theirs));
    metrics.add(Metric.of("  of uucico", "times", 1, ratio));
  }

  private static double[] runs(Map<ThinCall, Double> goodput, Way way, Line line) {
    double[] runs = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      runs[run] = Objects.requireNonNull(goodput.get(line.call(way, run)));
    }
    return runs;
  }
}
