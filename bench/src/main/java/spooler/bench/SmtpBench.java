package spooler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The spooler as it is shipped between Postfix's generator of load and Postfix's sink; in turns
 * with it, where it can be had, a Postfix that does the same on the same disk.
 */
final class SmtpBench {
  private static final int RUNS = 5;
  private static final int WARM_UP_LETTERS = 50_000; // then the compiler is done with what matters

  private final Path folder;
  private final SmtpSink sink;
  private final List<Metric> metrics = new ArrayList<>();

  private SmtpBench(Path folder, SmtpSink sink) {
    this.folder = folder;
    this.sink = sink;
  }

  /** Everything. */
  static List<Metric> measure() throws Exception {
    return measure(SmtpBench::small, SmtpBench::large, SmtpBench::memory);
  }

  /** Ordinary letters only. */
  static List<Metric> measureSmall() throws Exception {
    return measure(SmtpBench::small);
  }

  /** Large ones only. */
  static List<Metric> measureLarge() throws Exception {
    return measure(SmtpBench::large);
  }

  /** What a long queue takes, and nothing else. */
  static List<Metric> measureMemory() throws Exception {
    return measure(SmtpBench::memory);
  }

  private interface Part {
    void measure(SmtpBench bench) throws Exception;
  }

  private static List<Metric> measure(Part... parts) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "smtp-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (SmtpSink sink = SmtpSink.start()) {
      SmtpBench bench = new SmtpBench(folder, sink);
      for (Part part : parts) {
        part.measure(bench);
      }
      return bench.metrics;
    } finally {
      StoreBench.delete(folder);
    }
  }

  private void small() throws Exception {
    compare("2 KiB", new Letters(10_000, 2 << 10), new Goals(6, 5, 4));
  }

  private void large() throws Exception {
    compare("64 KiB", new Letters(10_000, 64 << 10), new Goals(2, 2, 2));
  }

  /** How many times Postfix's rate. */
  private record Goals(double send, double intake, double both) {}

  private void compare(String what, Letters letters, Goals goals) throws Exception {
    boolean postfix = PostfixServer.isPossible();
    Rates ours = new Rates(RUNS);
    Rates theirs = new Rates(RUNS);
    try (Pair spooler = Pair.spooler(home("spooler" + letters.size()), sink)) {
      int warmUps = WARM_UP_LETTERS / letters.count();
      Rates warmUp = new Rates(warmUps);
      for (int run = 0; run < warmUps; run++) {
        warmUp.measure(spooler, sink, letters);
      }
      if (postfix) {
        try (Pair other = Pair.postfix(home("postfix" + letters.size()), sink)) {
          for (int run = 0; run < RUNS; run++) { // in turns, so that both see the same machine
            theirs.measure(other, sink, letters);
            ours.measure(spooler, sink, letters);
          }
        }
      } else {
        System.err.println("no Postfix beside it: install the package postfix, and run as root");
        for (int run = 0; run < RUNS; run++) {
          ours.measure(spooler, sink, letters);
        }
      }
    }
    row("send now, " + what, ours.send(), theirs.send(), goals.send());
    row("intake, 10 sessions, " + what, ours.intake10(), theirs.intake10(), goals.intake());
    row("intake, 50 sessions, " + what, ours.intake50(), theirs.intake50(), goals.intake());
    row("in and out at once, " + what, ours.both(), theirs.both(), goals.both());
    double most = letters.size() < (8 << 10) ? 0.35 : 0;
    metrics.add(Metric.atMost("CPU in and out, " + what, "ms/message", most, ours.cpu()));
    if (postfix) {
      metrics.add(Metric.of("  Postfix", "ms/message", 0, theirs.cpu()));
    }
  }

  private void row(String name, double[] ours, double[] theirs, double goal) {
    metrics.add(Metric.of(name, "messages/s", 0, ours));
    if (PostfixServer.isPossible()) {
      metrics.add(Metric.of("  Postfix", "messages/s", 0, theirs));
      double[] ratio = new double[ours.length];
      for (int i = 0; i < ratio.length; i++) {
        ratio[i] = ours[i] / theirs[i];
      }
      metrics.add(Metric.of("  of Postfix", "times", goal, ratio));
    }
  }

  private void memory() throws Exception {
    Letters letters = new Letters(100_000, 2 << 10);
    try (SpoolerServer server = SpoolerServer.start(home("memory"), sink.port(), true)) {
      long before = sink.count();
      letters.to(server, 50);
      server.release();
      sink.await(before + letters.count());
      metrics.add(
          Metric.atMost("memory, 100,000 sent", "MiB", 200, server.figures().mostResidentMiB()));
    }
  }

  private Path home(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }
}
