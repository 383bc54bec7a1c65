package spooler.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The spooler's own cost per message: a flush of a full queue through the fourteen steps on one
 * lane, with a transport that does nothing and a store in memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class EngineBench {
  private static final double LEAST_PER_SECOND = 100_000;

  /** Length of the queue. */
  @Param({"10000", "100000", "500000"})
  public int messages;

  @SuppressWarnings("NullAway.Init") // JMH calls fill() first
  private FlushRig rig;

  /** Fills the queue. */
  @Setup(Level.Iteration)
  public void fill() throws Exception {
    rig = new FlushRig(new Nothing());
    rig.submit(messages, new byte[512]);
  }

  /** Sends it. */
  @Benchmark
  public void flush() throws Exception {
    rig.flush(messages);
  }

  /** Ends the spooler. */
  @TearDown(Level.Iteration)
  public void end() {
    rig.close();
  }

  static List<Metric> measure() throws Exception {
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().include(EngineBench.class.getName()).build()).run();
    List<Metric> metrics = new ArrayList<>();
    for (RunResult result : results) {
      int messages = Integer.parseInt(result.getParams().getParam("messages"));
      double[] rates =
          result.getBenchmarkResults().stream()
              .flatMap(fork -> fork.getIterationResults().stream())
              .mapToDouble(iteration -> messages / iteration.getPrimaryResult().getScore())
              .toArray();
      metrics.add(
          Metric.of(
              "flush of %,d on one lane".formatted(messages),
              "messages/s",
              LEAST_PER_SECOND,
              rates));
    }
    return metrics;
  }
}
