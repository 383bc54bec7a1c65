package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.failed;
import static spooler.testkit.StoreRig.sent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Claim;
import spooler.api.store.Outcome;
import spooler.api.store.StoreException;
import spooler.store.file.Trouble.Operation;

/** A disk that fails, but lives on. */
final class DiskFailureTest {
  private static final Path FIRST = SimulatedRig.FOLDER.resolve("0000000001.segment");
  private static final Path SECOND = SimulatedRig.FOLDER.resolve("0000000002.segment");

  /** Fails each operation of a kind, on files whose names end so. */
  private static Trouble failing(Operation kind, String suffix, String what) {
    return (operation, file) -> {
      if (operation == kind && file.toString().endsWith(suffix)) {
        throw new IOException(what);
      }
    };
  }

  /** The first force takes until others have been submitted, the second fails. */
  private static Trouble failingTheSecondForce(
      CountDownLatch atTheFirst, CountDownLatch submitted) {
    AtomicInteger forces = new AtomicInteger();
    return (operation, file) -> {
      if (operation == Operation.FORCE && file.toString().endsWith("1.segment")) {
        if (forces.incrementAndGet() > 1) {
          throw new IOException("Input/output error");
        }
        atTheFirst.countDown();
        try {
          submitted.await();
        } catch (InterruptedException stop) {
          throw new IOException(stop);
        }
      }
    };
  }

  @Test
  void aFailedForceFailsItsWholeGroupAndTheNextGroupGoesToANewSegment() throws Exception {
    try (SimulatedRig rig = new SimulatedRig()) {
      CountDownLatch atTheFirst = new CountDownLatch(1);
      CountDownLatch submitted = new CountDownLatch(1);
      rig.disk().suffer(failingTheSecondForce(atTheFirst, submitted));
      CompletionStage<List<MessageId>> first =
          rig.store().append(List.of(rig.message("before", SMTP)));
      atTheFirst.await(); // from here on the others share the next group
      CompletionStage<List<MessageId>> one = rig.store().append(List.of(rig.message("1", SMTP)));
      CompletionStage<List<MessageId>> two = rig.store().append(List.of(rig.message("2", SMTP)));
      submitted.countDown();
      MessageId before = done(first).get(0);
      StoreException failure = assertThrows(StoreException.class, () -> done(one));
      assertEquals(
          "cannot write to the log in /spool: Input/output error; check the disk and its free"
              + " space",
          failure.getMessage());
      assertThrows(StoreException.class, () -> done(two));
      int length = rig.disk().file(FIRST).bytes().length;
      MessageId after = rig.append("after", SMTP);
      assertEquals(length, rig.disk().file(FIRST).bytes().length, "the old one is left alone");
      assertTrue(rig.disk().list(SimulatedRig.FOLDER).contains("0000000002.segment"));
      rig.reopen();
      assertEquals(List.of(before, after), rig.ids(), "what failed has not come to pass");
    }
  }

  @Test
  void aChangeThatCannotBeForcedIsNotMade() {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.append("a", SMTP);
      MessageId other = rig.append("b", SMTP);
      List<Claim> claims = rig.claim(SMTP);
      rig.disk().suffer(failing(Operation.FORCE, ".segment", "Input/output error"));
      assertThrows(StoreException.class, () -> rig.settle(claims.get(0), sent()));
      rig.store().release(claims);
      assertThrows(StoreException.class, () -> rig.cancel(other));
      rig.disk().suffer(Trouble.NONE);
      assertEquals(List.of(id, other), rig.ids());
      for (Claim again : rig.claim(SMTP)) {
        assertEquals(List.of(RecipientState.SENT), rig.settle(again, sent()).finished());
      }
      assertEquals(List.of(), rig.ids());
    }
  }

  @Test
  void aReportThatCannotBeForcedLeavesItsMessageWaitingWithoutIt() {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.append("a", SMTP);
      Outcome outcome = new Outcome(rig.claimOne(SMTP), List.of(failed()));
      rig.disk().suffer(failing(Operation.FORCE, ".segment", "Input/output error"));
      assertThrows(
          StoreException.class,
          () -> done(rig.store().settleAndAppend(List.of(outcome), rig.message("report", SMTP))));
      rig.disk().suffer(Trouble.NONE);
      assertEquals(List.of(id), rig.ids());
      Outcome again = new Outcome(rig.claimOne(SMTP), List.of(failed()));
      MessageId report =
          done(rig.store().settleAndAppend(List.of(again), rig.message("report", SMTP)))
              .orElseThrow()
              .appended();
      assertEquals(List.of(report), rig.ids());
      rig.reopen();
      assertEquals(List.of(report), rig.ids());
    }
  }

  @Test
  void aFullDiskRefusesAppendsUntilThereIsRoomAgain() {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId before = rig.append("before", SMTP);
      rig.disk().suffer(failing(Operation.WRITE, "", "No space left on device"));
      for (int i = 0; i < 5; i++) {
        StoreException failure =
            assertThrows(StoreException.class, () -> rig.append("no room", SMTP));
        assertTrue(failure.toString().contains("No space left on device"));
      }
      rig.disk().suffer(Trouble.NONE);
      MessageId after = rig.append("after", SMTP);
      assertEquals(List.of(before, after), rig.ids());
      rig.reopen();
      assertEquals(List.of(before, after), rig.ids());
      assertEquals(List.of("before", "after"), rig.ids().stream().map(rig::text).toList());
    }
  }

  @Test
  void failuresInARowDoNotLeaveARowOfSegments() {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("before", SMTP);
      rig.disk().suffer(failing(Operation.FORCE, ".segment", "Input/output error"));
      for (int i = 0; i < 5; i++) {
        assertThrows(StoreException.class, () -> rig.append("lost", SMTP));
      }
      assertEquals(
          List.of("0000000001.segment", "0000000002.segment"),
          rig.disk().list(SimulatedRig.FOLDER).stream().sorted().toList());
    }
  }

  @Test
  void aStoreWhoseFirstSegmentFailsAtOnceRecoversToo() {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.disk()
          .suffer(
              (operation, file) -> {
                throw new IOException("Input/output error");
              });
      for (int i = 0; i < 3; i++) {
        assertThrows(StoreException.class, () -> rig.append("lost", SMTP));
      }
      rig.disk().suffer(Trouble.NONE);
      MessageId id = rig.append("kept", SMTP);
      rig.reopen();
      assertEquals(List.of(id), rig.ids());
    }
  }

  @Test
  void aLongBodyThatCannotBeWrittenFailsItsWriterAndLeavesNothing() {
    byte[] bytes = new byte[300_000];
    try (SimulatedRig rig = new SimulatedRig()) {
      for (Operation kind : List.of(Operation.WRITE, Operation.CREATE)) {
        rig.disk().suffer(failing(kind, ".part", "No space left on device"));
        StoreException failure = assertThrows(StoreException.class, () -> rig.body(bytes));
        assertTrue(failure.toString().contains("/spool/bodies"), failure.toString());
      }
      rig.disk().suffer(failing(Operation.RENAME, ".body", "Input/output error"));
      assertThrows(StoreException.class, () -> rig.body(bytes));
      assertEquals(List.of(), rig.disk().list(SimulatedRig.FOLDER.resolve("bodies")));
    }
  }

  @Test
  void aLongBodyLeavesWithItsMessageAndUnusedOnesWithTheNextOpening() {
    byte[] bytes = new byte[300_000];
    new Random(3).nextBytes(bytes);
    Path bodies = SimulatedRig.FOLDER.resolve("bodies");
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.appendBody(bytes);
      rig.body(bytes);
      assertEquals(2, rig.disk().list(bodies).size());
      rig.reopen();
      assertEquals(1, rig.disk().list(bodies).size());
      assertArrayEquals(bytes, rig.read(id));
      rig.settle(rig.claimOne(SMTP), sent());
      assertEquals(List.of(), rig.disk().list(bodies));
    }
  }

  @Test
  void aBodyThatWasDamagedIsNotTakenForAWholeOne() throws IOException {
    byte[] bytes = new byte[300_000];
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId inFile = rig.appendBody(bytes);
      MessageId inLog = rig.append("a rather short body", SMTP);
      Path bodies = SimulatedRig.FOLDER.resolve("bodies");
      rig.disk().file(bodies.resolve(rig.disk().list(bodies).get(0))).flip(299_999);
      String log = new String(rig.disk().file(FIRST).bytes(), StandardCharsets.ISO_8859_1);
      rig.disk().file(FIRST).flip(log.indexOf("short body"));
      for (MessageId id : List.of(inFile, inLog)) {
        StoreException failure = assertThrows(StoreException.class, () -> rig.read(id));
        assertTrue(failure.toString().contains("checksum"), failure.toString());
      }
    }
  }

  @Test
  void segmentsWithoutAnyMessageAreDeletedOldestFirst() {
    try (SimulatedRig rig = new SimulatedRig()) {
      for (int i = 0; i < 3; i++) {
        rig.appendBodies(3, 3000); // each fills a segment of 8 KiB
      }
      List<Claim> claims = rig.claim(SMTP);
      claims.subList(3, 9).forEach(claim -> rig.settle(claim, sent()));
      assertTrue(rig.disk().list(SimulatedRig.FOLDER).contains(FIRST.getFileName().toString()));
      claims.subList(0, 3).forEach(claim -> rig.settle(claim, sent()));
      rig.shut(); // which waits for the log's thread: it deletes after it has answered
      assertEquals(1, rig.disk().list(SimulatedRig.FOLDER).size());
      rig.reopen();
      assertEquals(List.of(), rig.ids());
    }
  }

  @Test
  void aSegmentThatCannotBeMadeFailsTheGroupAndIsTriedAgain() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.appendBodies(3, 3000);
      rig.disk().suffer(failing(Operation.FORCE_FOLDER, "spool", "Input/output error"));
      assertThrows(StoreException.class, () -> rig.append("a", SMTP));
      rig.disk().suffer(Trouble.NONE);
      MessageId id = rig.append("b", SMTP);
      assertEquals("b", rig.text(id));
      assertTrue(rig.disk().file(SECOND).bytes().length > SegmentHeader.LENGTH);
      rig.reopen();
      assertEquals(4, rig.store().size());
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      rig.shut();
      StoreException failure = assertThrows(StoreException.class, () -> rig.append("b", SMTP));
      assertTrue(failure.toString().contains("closed"));
      assertThrows(StoreException.class, () -> rig.settle(claim, sent()));
      rig.reopen();
      assertEquals(List.of(id), rig.ids());
      assertTrue(rig.cancel(id));
    }
  }
}
