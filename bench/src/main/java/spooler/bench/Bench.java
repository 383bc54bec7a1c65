package spooler.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs one set of figures by name; see {@code bench/run}. */
public final class Bench {
  private static final Map<String, Figures> SETS =
      Map.of(
          "engine",
          EngineBench::measure,
          "lan",
          LanBench::measure,
          "smtp",
          SmtpBench::measure,
          "smtp.large",
          SmtpBench::measureLarge,
          "smtp.memory",
          SmtpBench::measureMemory,
          "smtp.small",
          SmtpBench::measureSmall,
          "start",
          StartBench::measure,
          "store",
          StoreBench::measure,
          "swap",
          SwapBench::measure,
          "uucp",
          UucpBench::measure);

  private Bench() {}

  /** A set of figures. */
  @FunctionalInterface
  interface Figures {
    List<Metric> measure() throws Exception;
  }

  /** Arguments: the set's name, and the folder that takes its JSON. */
  public static void main(String[] args) throws Exception {
    Figures figures = SETS.get(args[0]);
    if (figures == null) {
      System.err.printf(
          "bench: there is no \"%s\"; the names are %s%n",
          args[0], SETS.keySet().stream().sorted().toList());
      System.exit(2);
      return;
    }
    Report report = new Report(figures.measure());
    report.print();
    report.write(Path.of(args[1], args[0] + ".json"));
    System.exit(report.holds() ? 0 : 1);
  }
}
