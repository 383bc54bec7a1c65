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
import java.util.concurrent.atomic.AtomicInteger;
import spooler.bench.ThinCall.Outcome;
import spooler.bench.ThinCall.Way;
import spooler.testkit.uucp.Taylor;

/**
 * Mail over a {@link ThinLine}: this project's caller beside Taylor UUCP's uucico on the same line,
 * with the same damage. In real time, but many calls at once: a line that thin needs no processor.
 */
final class UucpBench {
  private static final int RUNS = 5;
  private static final int AT_ONCE = Integer.getInteger("spooler.bench.calls", 24);
  private static final double LEAST_OF_LINE = 85;

  /**
   * Octets a second that are chance: by so many do calls of uucico differ from each other on a line
   * without errors. Who is not behind by more in the median of the pairs of calls, each with the
   * same damage, is taken to be as good.
   */
  private static final double CHANCE = 3;

  private static final int MOST_TRIES = 30;

  private UucpBench() {}

  static List<Metric> measure() throws Exception {
    if (!Taylor.isHere()) {
      throw new IllegalStateException("install the Debian packages uucp and socat");
    }
    Path folder = Files.createTempDirectory("uucp-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Map<ThinCall, Outcome> outcomes = calls(folder);
      List<Metric> metrics = new ArrayList<>();
      for (Line line : lines()) {
        pair(metrics, outcomes, "sent, " + line, Way.WE_SEND, Way.UUCICO_SENDS, line);
        pair(metrics, outcomes, "received, " + line, Way.WE_RECEIVE, Way.UUCICO_RECEIVES, line);
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

  private static Map<ThinCall, Outcome> calls(Path folder) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      return calls(folder, pool);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Map<ThinCall, Outcome> calls(Path folder, ExecutorService pool) throws Exception {
    Map<ThinCall, Future<Outcome>> calls = new HashMap<>();
    AtomicInteger ended = new AtomicInteger();
    int all = RUNS * lines().size() * Way.values().length;
    for (int run = 0; run < RUNS; run++) {
      for (Line line : lines()) {
        for (Way way : Way.values()) {
          ThinCall call = line.call(way, run);
          calls.put(
              call,
              pool.submit(
                  () -> {
                    Outcome outcome = call.carry(Files.createTempDirectory(folder, "call"));
                    tell(call, outcome, ended.incrementAndGet(), all);
                    return outcome;
                  }));
        }
      }
    }
    Map<ThinCall, Outcome> outcomes = new HashMap<>();
    for (Map.Entry<ThinCall, Future<Outcome>> call : calls.entrySet()) {
      outcomes.put(call.getKey(), call.getValue().get());
    }
    return outcomes;
  }

  private static void tell(ThinCall call, Outcome outcome, int number, int all) {
    String damaged = outcome.damaged() == 0 ? "" : ", letters damaged: " + outcome.damaged();
    System.err.printf(
        "%d of %d: %s: %.0f octets/s%s %s%n",
        number, all, call, outcome.goodput(), damaged, outcome.failure());
  }

  private static void pair(
      List<Metric> metrics,
      Map<ThinCall, Outcome> outcomes,
      String what,
      Way our,
      Way their,
      Line line) {
    double[] ours = goodput(outcomes, our, line);
    double[] theirs = goodput(outcomes, their, line);
    double[] part = new double[RUNS];
    double[] more = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      part[i] = 100 * ours[i] / ThinLine.OCTETS_A_SECOND;
      more[i] = ours[i] - theirs[i];
    }
    metrics.add(Metric.of(what, "% of the line", line.errors() == 0 ? LEAST_OF_LINE : 0, part));
    metrics.add(Metric.of("  octets", "octets/s", 0, ours));
    metrics.add(Metric.of("  uucico", "octets/s", 0, theirs));
    metrics.add(Metric.of("  more than uucico", "octets/s", -CHANCE, more));
    wrong(metrics, "  ", outcomes, our, line);
    wrong(metrics, "  uucico's ", outcomes, their, line);
  }

  /**
   * What broke, and what arrived damaged. With {@code g} that is a figure and no failure: its
   * checksum does not cover the first octet of a packet's data, whoever checks it. The checksum of
   * {@code i} does, so nothing of ours may be damaged there.
   */
  private static void wrong(
      List<Metric> metrics, String whose, Map<ThinCall, Outcome> outcomes, Way way, Line line) {
    List<Outcome> all = runs(outcomes, way, line);
    long damaged = all.stream().mapToLong(Outcome::damaged).sum();
    long broken = all.stream().filter(one -> !one.failure().isEmpty()).count();
    if (damaged > 0) {
      metrics.add(
          Metric.of(whose + "letters damaged", "of " + RUNS * line.letters(), 0, (double) damaged));
    }
    if (broken > 0) {
      metrics.add(Metric.of(whose + "calls broken", "of " + RUNS, 0, (double) broken));
    }
  }

  private static double[] goodput(Map<ThinCall, Outcome> outcomes, Way way, Line line) {
    return runs(outcomes, way, line).stream().mapToDouble(one -> worth(one, way, line)).toArray();
  }

  private static double worth(Outcome outcome, Way way, Line line) {
    boolean ours = way == Way.WE_SEND || way == Way.WE_RECEIVE;
    boolean avoidable = ours && line.protocol() != 'g' && outcome.damaged() > 0;
    return avoidable ? 0 : outcome.goodput();
  }

  private static List<Outcome> runs(Map<ThinCall, Outcome> outcomes, Way way, Line line) {
    List<Outcome> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      runs.add(Objects.requireNonNull(outcomes.get(line.call(way, run))));
    }
    return runs;
  }
}
