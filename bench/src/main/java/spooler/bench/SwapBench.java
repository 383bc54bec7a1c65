package spooler.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * The SMTP transport is updated in the middle of a flush, to a real server: how long no message
 * moves, how many are lost and how many arrive twice. The messages' identities are compared in
 * itest, at another size.
 */
final class SwapBench {
  private static final int RUNS = 3;
  private static final int MESSAGES = 100_000;
  private static final int THREADS = 16;

  /** How many have to move after the update till it counts as over. */
  private static final int AFTER = MESSAGES / 20;

  private static final double GAP_MILLIS = 150;
  private static final long LIMIT_MINUTES = 5;

  private final SpoolerFramework framework;
  private final Session session;
  private final SmtpSink sink;

  private SwapBench(SpoolerFramework framework, SmtpSink sink) throws Exception {
    this.framework = framework;
    this.sink = sink;
    this.session = framework.service(Spooler.class, Duration.ofSeconds(60)).logon(Set.of());
  }

  static List<Metric> measure() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "swap-bench");
    Home home = new Home(Path.of(System.getProperty("spooler.distribution", "")), folder);
    try (SmtpSink sink = SmtpSink.start()) {
      Path etc = Files.createDirectories(home.etc());
      Files.writeString(
          etc.resolve("transport.smtp-relay.cfg"),
          "host = 127.0.0.1\nport = %d\nspooler.transport.on.demand = true\n"
              .formatted(sink.port()));
      try (SpoolerFramework framework =
          SpoolerFramework.start(home, Map.of("spooler.listens", "false"))) {
        return new SwapBench(framework, sink).figures();
      }
    } finally {
      StoreBench.delete(folder);
    }
  }

  private List<Metric> figures() throws Exception {
    double[] gaps = new double[RUNS];
    double[] lost = new double[RUNS];
    double[] doubled = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long before = sink.count();
      submit();
      Outcome outcome = flush();
      sink.await(before + outcome.sent());
      gaps[run] = outcome.gap().toNanos() / 1e6;
      lost[run] = MESSAGES - outcome.sent();
      doubled[run] = sink.count() - before - outcome.sent();
      System.err.printf("%.0f ms, %.0f lost, %.0f doubled%n", gaps[run], lost[run], doubled[run]);
    }
    return List.of(
        Metric.atMost("update in a flush of 100,000: gap", "ms", GAP_MILLIS, gaps),
        Metric.atMost("  lost", "messages", 0.5, lost),
        Metric.atMost("  doubled", "messages", 0.5, doubled));
  }

  private record Outcome(Duration gap, long sent) {}

  private Outcome flush() throws Exception {
    FlushTicket flush =
        SendNow.begin(session, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.NO_UI, FlushFlag.ASYNC_OK));
    CompletableFuture<FlushReport> done = flush.done().toCompletableFuture();
    awaitSent(flush, MESSAGES / 4);
    Stillness stillness = Stillness.of(() -> flush.progress().counts().sent());
    update();
    awaitSent(flush, flush.progress().counts().sent() + AFTER);
    Duration gap = stillness.end();
    return new Outcome(gap, done.get(LIMIT_MINUTES, TimeUnit.MINUTES).counts().sent());
  }

  private static void awaitSent(FlushTicket flush, long wanted) throws InterruptedException {
    CompletableFuture<FlushReport> done = flush.done().toCompletableFuture();
    while (flush.progress().counts().sent() < wanted && !done.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    if (done.isDone()) {
      throw new IllegalStateException("the flush was over before the update was: " + done.join());
    }
  }

  private void update() throws Exception {
    Bundle bundle = framework.bundle("transport.smtp").orElseThrow();
    Path bundles = Path.of(System.getProperty("spooler.distribution", ""), "bundles");
    Path jar;
    try (Stream<Path> jars = Files.list(bundles)) {
      jar =
          jars.filter(one -> one.getFileName().toString().startsWith("transport.smtp"))
              .findFirst()
              .orElseThrow();
    }
    try (InputStream in = Files.newInputStream(jar)) {
      bundle.update(in);
    }
  }

  private void submit() throws Exception {
    Envelope envelope =
        Envelope.from(Address.smtp("me@example.org")).to(Recipient.to("you@example.org")).build();
    BodySource body =
        BodySource.of("Subject: swap\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> submit(new SpoolMessage(envelope, body)), task -> new Thread(task).start()));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
  }

  private void submit(SpoolMessage message) {
    try {
      for (int i = 0; i < MESSAGES / THREADS; i++) {
        session.submit(message);
      }
    } catch (MapiException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
