package spooler.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;
import spooler.api.Submission;
import spooler.api.flush.FlushReport;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * The whole spooler, file store and all, sending to a real server over one connection; beside it
 * Postfix's own load generator, which keeps nothing, to the same server.
 */
final class SmtpBench {
  private static final int RUNS = 5;
  private static final int MESSAGES = 20_000;
  private static final int SIZE = 2048;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private SmtpBench() {}

  static List<Metric> measure() throws Exception {
    String distribution = System.getProperty("spooler.distribution", "");
    Path folder = Files.createTempDirectory("spooler-bench");
    Sink sink = Sink.start();
    try {
      double[] source = new double[RUNS];
      double[] ours = new double[RUNS];
      relay(folder.resolve("etc"), sink.port());
      try (SpoolerFramework framework =
              SpoolerFramework.start(new Home(Path.of(distribution), folder));
          Session session = framework.service(Spooler.class, LIMIT).logon(Set.of())) {
        sendNow(session, MESSAGES); // warms up
        for (int run = 0; run < RUNS; run++) { // in turns, so that both see the same machine
          source[run] = sink.load(MESSAGES, SIZE);
          ours[run] = sendNow(session, MESSAGES);
        }
      }
      return List.of(
          Metric.of("send now, file store, one connection", "messages/s", 0, ours),
          Metric.of("smtp-source, one connection", "messages/s", 0, source));
    } finally {
      sink.close();
      delete(folder);
    }
  }

  private static void relay(Path etc, int port) throws IOException {
    Files.createDirectories(etc);
    Files.writeString(
        etc.resolve("transport.smtp-bench.cfg"),
        """
        spooler.transport.name = bench
        spooler.transport.on.demand = true
        host = 127.0.0.1
        port = %d
        """
            .formatted(port));
  }

  /** Messages per second of a flush of that many; submitting is not counted. */
  private static double sendNow(Session session, int messages) throws Exception {
    Envelope envelope =
        Envelope.from(Address.smtp("me@example.org")).to(Recipient.to("you@example.org")).build();
    SpoolMessage message = new SpoolMessage(envelope, BodySource.of(body()));
    List<CompletionStage<Submission>> forced = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      forced.add(session.submitAsync(message));
    }
    for (var one : forced) {
      one.toCompletableFuture().get();
    }
    FlushReport report = SendNow.on(session);
    if (report.counts().sent() != messages) {
      throw new IllegalStateException("not all were sent: " + report);
    }
    return messages / (report.took().toNanos() / 1e9);
  }

  private static byte[] body() {
    String line = "x".repeat(62) + "\r\n";
    return ("Subject: bench\r\n\r\n" + line.repeat(SIZE / line.length())).getBytes(US_ASCII);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  /** Postfix's sink, and its source of load. */
  private record Sink(Process process, int port) {
    static Sink start() throws Exception {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Process process =
          new ProcessBuilder("smtp-sink", "-u", user(), "127.0.0.1:" + port, "1000")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitListening(port, process);
      return new Sink(process, port);
    }

    /** It does not run as root; nobody else may change to another user. */
    private static String user() {
      return System.getProperty("user.name").equals("root")
          ? "nobody"
          : System.getProperty("user.name");
    }

    private static void awaitListening(int port, Process process) throws Exception {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          new Socket(InetAddress.getLoopbackAddress(), port).close();
          return;
        } catch (IOException notYet) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
      throw new IllegalStateException(
          "smtp-sink does not run: install the package postfix for smtp-sink and smtp-source");
    }

    double load(int messages, int size) throws Exception {
      long start = System.nanoTime();
      int exit =
          new ProcessBuilder(
                  "smtp-source",
                  "-d",
                  "-s",
                  "1",
                  "-l",
                  String.valueOf(size),
                  "-m",
                  String.valueOf(messages),
                  "-f",
                  "me@example.org",
                  "-t",
                  "you@example.org",
                  "127.0.0.1:" + port)
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("smtp-source ended with " + exit);
      }
      return messages / ((System.nanoTime() - start) / 1e9);
    }

    void close() {
      process.destroy();
    }
  }
}
