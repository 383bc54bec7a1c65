package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.HResult;
import spooler.api.mapi.StatusCode;
import spooler.api.status.SpoolerTag;
import spooler.api.transport.AddressTypes;

/**
 * A rig with a transport that misbehaves and a good one beside it, both on one line. Whatever the
 * bad one does: the spooler lives, the good one delivers, no message is lost, the flush ends, the
 * bits are clear, and the line is free.
 */
abstract class BadNeighbour {
  Rig rig;
  final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(CoreSettings.DEFAULT.withSilence(silence()));
  }

  /** How long a call may show no sign of life; long, where nothing is to be given up. */
  Duration silence() {
    return CoreSettings.DEFAULT.deadlines().silence();
  }

  @AfterEach
  void stop() {
    never.countDown();
    rig.close();
  }

  /** The one that misbehaves, with a resource that the good one needs as well. */
  final Wayward bad() {
    return new Wayward(rig.transport("bad").needs("line:1").holds("mail"));
  }

  final void addGood() throws Exception {
    rig.add(rig.transport("good").needs("line:1").carries(AddressTypes.of("LAN")));
  }

  /** After whatever happened: everything works, and nothing is left behind. */
  final void assertUnharmed() throws Exception {
    rig.submit("LAN:after");
    FlushReport report = rig.flush(Rig.BOTH);
    FlushReport.Turn good = report.turns().get(report.turns().size() - 1);
    assertEquals("good", good.transport());
    assertEquals(HResult.S_OK, good.result(), good.reason());
    assertEquals(1, good.counts().sent());
    assertClean();
  }

  final void assertClean() throws Exception {
    for (String transport : List.of("bad", "good")) {
      Set<StatusCode> bits = EnumSet.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
      bits.retainAll(rig.row(transport).statusCode());
      assertEquals(Set.of(), bits, transport);
      assertEquals(null, rig.row(transport).get(SpoolerTag.RESOURCE_HOLDER));
    }
  }

  static void note(BlockingQueue<String> refused, Runnable call) {
    try {
      call.run();
      refused.add("nothing was thrown");
    } catch (RuntimeException asItShould) {
      refused.add(asItShould.getClass().getSimpleName());
    }
  }

  static void elsewhere(Runnable call) {
    CompletableFuture<String> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                call.run();
                done.complete("");
              } catch (RuntimeException thrown) {
                done.completeExceptionally(thrown);
              }
            });
    thread.start();
    try {
      done.join();
    } catch (CompletionException wrapped) {
      throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
    }
  }

  static void uninterruptibly(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException ignored) {
        // whoever waits here does not care
      }
    }
  }
}
