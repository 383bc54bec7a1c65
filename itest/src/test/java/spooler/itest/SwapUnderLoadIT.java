package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.HResult;
import spooler.transport.smtp.Crash;

/**
 * Transports are swapped while mail flows: nothing is lost, nothing doubled, nothing kept in memory
 * of what has gone. The full size is {@code -Psoak}'s.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SwapUnderLoadIT {
  private static final int FLUSHED = Integer.getInteger("spooler.swap.flushed", 2_000);
  private static final int MESSAGES = Integer.getInteger("spooler.swap.messages", 3_200);
  private static final int SWAPS = Integer.getInteger("spooler.swap.swaps", 16);

  /** Sessions with the server at a time: one for each transport, and a version that just leaves. */
  private static final int SESSIONS = 3;

  private static final Path SMTP = Jars.of("transport.smtp");

  private SwapHome swap;
  private SmtpSink server;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(SmtpSink.isInstalled(), SmtpSink.HOW_TO_INSTALL);
    swap = SwapHome.start();
    server = SmtpSink.start(swap.folder);
  }

  @AfterEach
  void stop() {
    if (swap != null) {
      swap.close();
      server.close();
    }
  }

  /** The flush that is under way goes on with the new version, and is no failure. */
  @Test
  void theTransportIsUpdatedInTheMiddleOfAFlush() throws Exception {
    swap.configureRelay("relay", server.port(), "");
    swap.client.awaitReady("relay");
    new Flow(swap.client, FLUSHED).finish();
    Path fresh = Jars.withVersion(SMTP, "9.0.0", swap.folder);
    Bundle bundle = swap.framework.bundle("transport.smtp").orElseThrow();

    FlushTicket flush = swap.client.beginToSend();
    Eventually.holds("it sends", () -> flush.progress().counts().sent() > FLUSHED / 10);
    SwapHome.update(bundle, fresh);
    FlushReport report = flush.done().toCompletableFuture().get(10, TimeUnit.MINUTES);

    assertEquals(HResult.S_OK, report.result(), report.toString());
    assertEquals(FLUSHED, report.counts().sent());
    assertEquals(2, report.turns().size(), "the old one's turn, and the new one's");
    assertEquals("transport.smtp 9.0.0", swap.versionOf("relay"));
    assertEachOnce(received(), FLUSHED, 0);
  }

  @Test
  void randomSwapsWhileMailFlows() throws Exception {
    long seed = Long.getLong("spooler.swap.seed", System.nanoTime());
    System.out.println("spooler.swap.seed=" + seed);
    swap.configure(
        "spooler.core.cfg",
        "firstRetrySeconds = 1%nlongestRetrySeconds = 1%nafterFaultSeconds = 1%nsilenceSeconds = 5%n"
            .formatted());
    for (String relay : List.of("a", "b")) {
      swap.configure(
          "transport.smtp-%s.cfg".formatted(relay),
          "host = 127.0.0.1%nport = %d%nservice.ranking = 10%nretryAfterSeconds = 1%n"
              .formatted(server.port()));
      swap.client.awaitReady(relay);
    }
    Flow flow = new Flow(swap.client, MESSAGES);
    RandomSwaps swaps =
        new RandomSwaps(swap, SMTP, server.port(), new Random(seed), this::killServer);
    HeapUse before = HeapUse.now();
    int share = MESSAGES / SWAPS;
    for (int i = 0; i < SWAPS; i++) {
      flow.let(share);
      swaps.one(i);
      Eventually.holds("mail flows", () -> swap.client.waiting() < 2L * share);
      sayHowFar(i + 1, flow);
    }
    flow.finish();
    swaps.settle();
    swap.client.awaitReady("a");
    awaitSent();

    HeapUse afterwards = HeapUse.settled(before);
    int repliesLost = swaps.killed() * SESSIONS + Crash.repliesLost();
    List<Integer> received = received();
    int different = new HashSet<>(received).size();
    System.out.printf(
        "%,d swaps, %,d crashes, server killed %,d times: %,d messages, %,d lost, %,d doubled of %,d"
            + " replies lost at most; heap %s before, %s after%n",
        SWAPS,
        Crash.count(),
        swaps.killed(),
        MESSAGES,
        MESSAGES - different,
        received.size() - different,
        repliesLost,
        before,
        afterwards);
    assertEachOnce(received, MESSAGES, repliesLost);
    assertNothingIsKept(swaps.loaders());
    assertTrue(afterwards.isLevelWith(before), "%s, then %s".formatted(before, afterwards));
  }

  private void sayHowFar(int done, Flow flow) throws Exception {
    if (done % Math.max(1, SWAPS / 100) == 0) {
      System.out.printf(
          "swap %,d of %,d: %,d messages accepted, %,d wait, %,d crashes%n",
          done, SWAPS, flow.accepted(), swap.client.waiting(), Crash.count());
    }
  }

  private void awaitSent() throws Exception {
    long before = -1;
    for (long waiting = swap.client.waiting(); waiting > 0; waiting = swap.client.waiting()) {
      assertTrue(waiting != before, "%d messages wait, and do not move".formatted(waiting));
      before = waiting;
      long now = waiting;
      Eventually.holds("fewer wait than " + now, () -> swap.client.waiting() < now);
    }
  }

  private void killServer() throws Exception {
    server.kill();
    server = SmtpSink.start(swap.folder, server.port());
  }

  private List<Integer> received() throws Exception {
    return server.contents().stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty()) // cut off before its text
        .map(Integer::valueOf)
        .toList();
  }

  /** A message whose reply was lost may be there twice. */
  private static void assertEachOnce(List<Integer> received, int count, int repliesLost) {
    int different = Set.copyOf(received).size();
    assertEquals(count, different, "messages that arrived");
    int doubled = received.size() - different;
    assertTrue(doubled <= repliesLost, doubled + " doubled, of " + repliesLost);
  }

  /** Of all versions that were there, at most those that are there now are still in memory. */
  private void assertNothingIsKept(List<WeakReference<ClassLoader>> loaders) throws Exception {
    Set<ClassLoader> now = new HashSet<>();
    for (Bundle bundle : swap.context().getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null && wiring.getClassLoader() != null) {
        now.add(wiring.getClassLoader());
      }
    }
    Eventually.equals(
        "class loaders of versions that have gone, of " + loaders.size(),
        0L,
        () -> {
          System.gc();
          return loaders.stream()
              .map(WeakReference::get)
              .filter(one -> one != null && !now.contains(one))
              .count();
        });
  }
}
