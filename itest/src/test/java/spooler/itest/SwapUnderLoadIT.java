package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.HResult;

/**
 * Transports are swapped while mail flows: nothing is lost, nothing doubled, nothing kept in memory
 * of what has gone. The full size is {@code -Psoak}'s.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SwapUnderLoadIT {
  private static final int FLUSHED = Integer.getInteger("spooler.swap.flushed", 2_000);
  private static final int MESSAGES = Integer.getInteger("spooler.swap.messages", 4_000);
  private static final int SWAPS = Integer.getInteger("spooler.swap.swaps", 20);

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
    submit(0, FLUSHED);
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
    assertEachOnce(FLUSHED, 0);
  }

  @Test
  void randomSwapsWhileMailFlows() throws Exception {
    long seed = Long.getLong("spooler.swap.seed", System.nanoTime());
    System.out.println("spooler.swap.seed=" + seed);
    for (String relay : List.of("a", "b")) {
      swap.configure(
          "transport.smtp-%s.cfg".formatted(relay),
          "host = 127.0.0.1%nport = %d%nservice.ranking = 10%nretryAfterSeconds = 1%n"
              .formatted(server.port()));
      swap.client.awaitReady(relay);
    }
    CompletableFuture<Integer> submitting =
        CompletableFuture.supplyAsync(() -> submit(0, MESSAGES));
    RandomSwaps swaps = new RandomSwaps(swap, SMTP, server.port(), new Random(seed), this::crash);
    for (int i = 0; i < SWAPS; i++) {
      swaps.one(i);
    }
    submitting.get(2, TimeUnit.HOURS);
    swaps.settle();
    swap.client.awaitReady("a");
    awaitSent();

    assertEachOnce(MESSAGES, swaps.crashes() * SESSIONS);
    assertNothingIsKept(swaps.loaders());
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

  /** Number of messages; each has its number for a body. */
  private int submit(int from, int count) {
    AtomicInteger next = new AtomicInteger(from);
    List<Thread> threads = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = next.getAndIncrement(); n < from + count; n = next.getAndIncrement()) {
                  submit(n);
                  done.incrementAndGet();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    assertEquals(count, done.get(), "submitted");
    return count;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private void submit(int number) {
    try {
      swap.client.submit("bob@example.org", "%d\r\n".formatted(number));
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void crash() throws Exception {
    server.kill();
    server = SmtpSink.start(swap.folder, server.port());
  }

  /** A message whose reply was lost may be there twice: at most one for each session cut off. */
  private void assertEachOnce(int count, int repliesLost) throws Exception {
    List<Integer> received =
        server.contents().stream()
            .map(String::strip)
            .filter(text -> !text.isEmpty()) // cut off before its text
            .map(Integer::valueOf)
            .toList();
    Set<Integer> different = new HashSet<>(received);
    int doubled = received.size() - different.size();
    System.out.printf(
        "%,d messages, %,d doubled, %,d replies lost at most%n",
        different.size(), doubled, repliesLost);
    assertEquals(count, different.size(), "messages that arrived");
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
