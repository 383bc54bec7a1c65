package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.failed;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import spooler.api.MessageId;
import spooler.api.store.Claim;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.StoreException;
import spooler.api.store.StoreFullException;
import spooler.testkit.Await;

/** A store that is full refuses what is new, and nothing else, until there is room. */
final class QuotaTest {
  private static final Path BODIES = SimulatedRig.FOLDER.resolve("bodies");
  private static final int KIB = 1 << 10;

  /** Zeros written ahead in segments of 8 KiB. */
  private static final int AHEAD = 512;

  private static SimulatedRig ofMessages(int most) {
    return new SimulatedRig(new Limits(0, most, 0));
  }

  private static SimulatedRig ofBytes(int most) {
    return new SimulatedRig(new Limits(most, 0, 0));
  }

  private static SimulatedRig leavingFree(int least) {
    return new SimulatedRig(new Limits(0, 0, least));
  }

  private static String refused(SimulatedRig rig, String text) {
    return refused(() -> rig.append(text, SMTP));
  }

  private static String refused(Executable action) {
    return String.valueOf(assertThrows(StoreFullException.class, action).getMessage());
  }

  private static boolean takes(SimulatedRig rig, int size) {
    try {
      rig.appendBody(new byte[size]);
      return true;
    } catch (StoreFullException full) {
      return false;
    }
  }

  /** Fills a store with messages of 3000 bytes; how many it took. */
  private static int fill(SimulatedRig rig) {
    return fill(rig, 3000);
  }

  private static int fill(SimulatedRig rig, int size) {
    int taken = 0;
    while (takes(rig, size)) {
      taken++;
    }
    return taken;
  }

  /** History has a limit of its own; a new catalog is there beside the old one for a moment. */
  private static boolean counts(Path file) {
    return !file.toString().contains("history") && !file.endsWith("catalog.new");
  }

  private static void send(SimulatedRig rig, List<Claim> claims) {
    claims.forEach(claim -> rig.settle(claim, sent()));
  }

  /** What is not needed is given free after the answers, on the log's own thread. */
  private static void awaitRoom(SimulatedRig rig) throws Exception {
    Await.until("messages are taken again", () -> takes(rig, 3000));
  }

  @Test
  void theMessageOverTheLimitIsRefusedWithWhatToDo() {
    try (SimulatedRig rig = ofMessages(2)) {
      rig.append("a", SMTP);
      rig.append("b", SMTP);
      assertEquals(
          "the queue is full: with 2 messages in it and 2 are the most (maxMessages), there is no"
              + " room for 1 more; try again when some are sent, cancel some, or raise maxMessages",
          refused(rig, "c"));
      assertEquals(2, rig.ids().size());
      send(rig, rig.claim(SMTP).subList(0, 1));
      rig.append("c", SMTP);
      refused(rig, "d");
      rig.reopen();
      refused(rig, "d");
      assertTrue(rig.cancel(rig.ids().get(0)));
      rig.append("d", SMTP);
    }
  }

  @Test
  void aBatchIsTakenAsAWholeOrNotAtAll() {
    try (SimulatedRig rig = ofMessages(2)) {
      MessageId first = rig.append("a", SMTP);
      assertThrows(
          StoreFullException.class,
          () -> rig.append(rig.message("b", SMTP), rig.message("c", SMTP)));
      assertEquals(List.of(first), rig.ids());
      rig.append("b", SMTP);
    }
  }

  @Test
  void aMessageCountsFromTheMomentItIsHandedOver() {
    SimulatedDisk disk = new SimulatedDisk();
    SteppedWriter writer = new SteppedWriter();
    try (SimulatedRig rig = new SimulatedRig();
        SegmentStore store = stepped(disk, writer, rig)) {
      CompletionStage<?> first = store.append(List.of(message(store, rig)));
      assertThrows(
          StoreFullException.class, () -> done(store.append(List.of(message(store, rig)))));
      writer.run();
      done(first);
      assertEquals(1, store.size());
    }
  }

  private static SegmentStore stepped(SimulatedDisk disk, SteppedWriter writer, SimulatedRig rig) {
    StoreSize size = new StoreSize(8192, 48, new Limits(0, 1, 0));
    return new SegmentStore(
        StoreFolder.open(SimulatedRig.FOLDER, size, disk, rig.clock()),
        rig.clock(),
        writer,
        new ToldAtOnce());
  }

  private static NewMessage message(SegmentStore store, SimulatedRig rig) {
    NewMessage like = rig.message("", SMTP);
    return new NewMessage(like.envelope(), like.channels(), store.newBody(0).seal());
  }

  @Test
  void exactlyAsManyAsThereIsRoomForAreTakenFromManyAtOnce() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try (SimulatedRig rig = ofMessages(100)) {
      for (int round = 0; round < 3; round++) {
        assertEquals(100, taken(clients.invokeAll(Collections.nCopies(8, filling(rig)))));
        assertEquals(100, rig.store().size());
        send(rig, rig.claim(SMTP));
      }
    } finally {
      clients.shutdown();
    }
  }

  private static Callable<Integer> filling(SimulatedRig rig) {
    return () -> fill(rig);
  }

  private static int taken(List<Future<Integer>> counts) throws Exception {
    int sum = 0;
    for (Future<Integer> count : counts) {
      sum += count.get();
    }
    return sum;
  }

  @Test
  void whatCouldNotBeForcedTakesNoRoom() {
    try (SimulatedRig rig = new SimulatedRig(new Limits(100 * KIB, 1, 0))) {
      rig.disk()
          .suffer(
              (operation, file) -> {
                throw new IOException("Input/output error");
              });
      for (int i = 0; i < 25; i++) {
        StoreException failure =
            assertThrows(StoreException.class, () -> rig.append("x".repeat(8000), SMTP));
        assertFalse(failure instanceof StoreFullException, failure::toString);
      }
      rig.disk().suffer(Trouble.NONE);
      rig.append("a", SMTP);
    }
  }

  @Test
  void theFolderStaysBelowItsLimitAndTakesMessagesAgainOnceTheyAreSent() throws Exception {
    try (SimulatedRig rig = ofBytes(128 * KIB)) {
      for (int round = 0; round < 5; round++) {
        int taken = fill(rig);
        assertTrue(taken > 10, taken + " in round " + round);
        long used = rig.disk().used(QuotaTest::counts);
        assertTrue(used <= 128 * KIB + AHEAD, used + " bytes");
        String reason = refused(rig, "x".repeat(3000));
        assertTrue(reason.startsWith("the queue is full: with "), reason);
        assertTrue(
            reason.contains(" bytes in /spool and 131072 bytes the most (maxMiB), there"), reason);
        assertTrue(reason.endsWith("cancel some, or raise maxMiB"), reason);
        send(rig, rig.claim(SMTP));
        awaitRoom(rig);
      }
    }
  }

  @Test
  void theFilesCountRightAfterOpening() {
    try (SimulatedRig rig = ofBytes(128 * KIB)) {
      fill(rig);
      List<MessageId> before = rig.ids();
      rig.reopen();
      assertFalse(takes(rig, 8000));
      assertEquals(before, rig.ids());
    }
  }

  @Test
  void sendingEverySecondMessageMakesRoomToo() throws Exception {
    try (SimulatedRig rig = ofBytes(256 * KIB)) {
      fill(rig);
      List<Claim> all = rig.claim(SMTP);
      List<Claim> claims = all.subList(0, all.size() / 2 * 2);
      List<Claim> kept = new ArrayList<>();
      for (int i = 0; i < claims.size(); i += 2) {
        rig.settle(claims.get(i), sent());
        kept.add(claims.get(i + 1));
      }
      awaitRoom(rig);
      assertTrue(rig.ids().containsAll(kept.stream().map(Claim::id).toList()));
    }
  }

  @Test
  void theLongBodyOfARefusedMessageIsThrownAway() {
    try (SimulatedRig rig = ofMessages(1)) {
      rig.appendBody(new byte[200_000]);
      assertThrows(StoreFullException.class, () -> rig.appendBody(new byte[200_000]));
      assertEquals(1, rig.disk().list(BODIES).size());
    }
    try (SimulatedRig rig = ofBytes(512 * KIB)) {
      rig.appendBody(new byte[300_000]);
      assertFalse(takes(rig, 240_000), "it fits into the reserve only");
      assertEquals(1, rig.disk().list(BODIES).size());
      send(rig, rig.claim(SMTP));
      assertTrue(takes(rig, 300_000), "files go at once");
    }
  }

  @Test
  void aBodyTooLongForTheReserveIsRefusedWhileItIsWritten() {
    try (SimulatedRig rig = ofBytes(256 * KIB)) {
      String reason = refused(() -> rig.body(new byte[5_000_000]));
      assertTrue(reason.startsWith("the queue is full: "), reason);
      assertEquals(List.of(), rig.disk().list(BODIES));
      assertTrue(takes(rig, 3000));
    }
  }

  @Test
  void whatIsInAFullQueueIsSentDeferredReportedOnAndCancelled() {
    try (SimulatedRig rig = new SimulatedRig(new Limits(128 * KIB, 10, 1 << 20))) {
      for (int i = 0; i < 10; i++) {
        rig.append("m" + i, SMTP);
      }
      refused(rig, "no");
      rig.disk().leave(0);
      rig.clock().advance(Duration.ofSeconds(1));
      List<Claim> claims = rig.claim(SMTP);
      rig.settle(claims.get(0), sent());
      rig.settle(claims.get(1), waits(LAN, rig.clock().instant().plusSeconds(9)));
      Outcome outcome = new Outcome(claims.get(2), List.of(failed()));
      MessageId report =
          done(rig.store().settleAndAppend(List.of(outcome), rig.message("report", LAN)))
              .orElseThrow()
              .appended();
      rig.store().release(claims.subList(3, 10));
      assertTrue(rig.cancel(claims.get(3).id()));
      refused(rig, "still no");
      rig.reopen();
      assertEquals(8, rig.store().size());
      assertEquals("report", rig.text(report));
    }
  }

  @Test
  void aLongReportHasRoomInAFullQueue() {
    try (SimulatedRig rig = ofBytes(2048 * KIB)) {
      fill(rig, 30_000);
      Outcome outcome = new Outcome(rig.claim(SMTP).get(0), List.of(failed()));
      NewMessage like = rig.message("", LAN);
      NewMessage report =
          new NewMessage(like.envelope(), like.channels(), rig.body(new byte[200_000]));
      MessageId id =
          done(rig.store().settleAndAppend(List.of(outcome), report)).orElseThrow().appended();
      assertEquals(200_000, rig.read(id).length);
    }
  }

  @Test
  void aDiskThatSomebodyElseFillsIsNotFilledToTheBrim() {
    try (SimulatedRig rig = leavingFree(1 << 20)) {
      rig.disk().leave(2 << 20);
      rig.append("a", SMTP);
      rig.disk().leave(1 << 20);
      rig.clock().advance(Duration.ofSeconds(1));
      String reason = refused(rig, "b");
      assertTrue(
          reason.startsWith(
              "the disk is nearly full: with 1048576 bytes free for /spool and 1048576 bytes to be"
                  + " left (leastFreeMiB), there is no room for "),
          reason);
      assertTrue(reason.endsWith("; make room on that disk, or lower leastFreeMiB"), reason);
      rig.disk().leave(2 << 20);
      rig.append("b", SMTP);
    }
  }

  @Test
  void betweenTwoLooksAtTheDiskItIsKnownWhatWasWritten() {
    try (SimulatedRig rig = leavingFree(1 << 20)) {
      rig.disk().leave((1 << 20) + 100 * KIB);
      int taken = fill(rig);
      assertTrue(taken > 15 && taken < 34, taken + " of 3000 bytes in 100 KiB");
      assertTrue(rig.disk().freeBytes(SimulatedRig.FOLDER) >= (1 << 20) - 8 * KIB, "less remains");
    }
  }

  @Test
  void aLongBodyLeavesHalfOfWhatIsToStayFree() {
    try (SimulatedRig rig = leavingFree(1 << 20)) {
      rig.disk().leave((1 << 20) + 200 * KIB);
      assertThrows(StoreFullException.class, () -> rig.body(new byte[2 << 20]));
      assertEquals(List.of(), rig.disk().list(BODIES));
      assertThrows(StoreFullException.class, () -> rig.appendBody(new byte[400 * KIB]));
      assertEquals(List.of(), rig.disk().list(BODIES));
      rig.appendBody(new byte[150 * KIB]);
    }
  }
}
