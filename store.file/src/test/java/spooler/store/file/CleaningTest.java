package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.failed;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Claim;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.file.Trouble.Operation;
import spooler.testkit.Await;

/** A message that waits long does not keep the log from being given free. */
final class CleaningTest {
  private static final Path FIRST = SimulatedRig.FOLDER.resolve("0000000001.segment");

  /** Sends so many messages of 3000 bytes, three to a segment. */
  private static void pass(SimulatedRig rig, int messages) {
    for (int i = 0; i < messages; i++) {
      rig.appendBody(new byte[3000]);
      rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
    }
  }

  private static List<String> segments(SimulatedRig rig) {
    return rig.disk().list(SimulatedRig.FOLDER).stream()
        .filter(name -> name.endsWith(".segment"))
        .sorted()
        .toList();
  }

  /** The writer of the log cleans up after it has answered. */
  private static void awaitFewSegments(SimulatedRig rig) throws Exception {
    Await.until(
        "of more than twenty segments few are left, and not the first",
        () -> segments(rig).size() < 12 && !segments(rig).contains("0000000001.segment"));
  }

  @Test
  void whatWaitsMovesOnAsItIsAndItsSegmentGoes() throws Exception {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.append("a long wait", LAN, SMTP);
      rig.settle(rig.claimOne(SMTP), failed());
      rig.settle(rig.claimOne(LAN), waits(LAN, rig.clock().instant().plusSeconds(60)));
      Optional<StoredMessage> before = rig.store().find(id);
      pass(rig, 60);
      awaitFewSegments(rig);
      assertEquals(before, rig.store().find(id));
      assertEquals("a long wait", rig.text(id));
      rig.reopen();
      assertEquals(before, rig.store().find(id));
      rig.shut();
      rig.dropIndex();
      rig.reopen();
      assertEquals(List.of(id), rig.ids());
      assertEquals(before, rig.store().find(id));
      assertEquals("a long wait", rig.text(id));
      rig.clock().advance(Duration.ofHours(1));
      assertEquals(
          List.of(RecipientState.SENT, RecipientState.FAILED),
          rig.settle(rig.claimOne(LAN), sent()).finished());
      rig.reopen();
      assertEquals(List.of(), rig.ids());
    }
  }

  @Test
  void manyMessagesKeepTheirOrderWhenTheyMoveAndTheIndexIsLost() throws Exception {
    try (SimulatedRig rig = new SimulatedRig()) {
      for (int i = 0; i < 100; i++) {
        rig.append("waits " + i, LAN);
      }
      List<MessageId> before = rig.ids();
      pass(rig, 60);
      awaitFewSegments(rig);
      MessageId last = rig.append("last", LAN);
      rig.shut();
      rig.dropIndex();
      rig.reopen();
      List<MessageId> claimed = rig.claim(LAN).stream().map(Claim::id).toList();
      assertEquals(before, claimed.subList(0, 100));
      assertEquals(last, claimed.get(100));
      assertEquals("waits 42", rig.text(before.get(42)));
    }
  }

  @Test
  void aClaimHoldsWhileItsMessageMoves() throws Exception {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("a", LAN);
      Claim claim = rig.claimOne(LAN);
      pass(rig, 60);
      awaitFewSegments(rig);
      assertEquals("a", rig.text(claim.id()));
      assertTrue(rig.settle(claim, sent()).accepted());
      rig.reopen();
      assertEquals(List.of(), rig.ids());
    }
  }

  @Test
  void aBodyThatIsBeingReadIsReadToItsEnd() throws Exception {
    byte[] bytes = new byte[4000];
    new Random(5).nextBytes(bytes);
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.appendBody(bytes);
      Claim claim = rig.claimOne(SMTP);
      try (InputStream in = rig.store().openBody(id)) {
        assertEquals(bytes[0], (byte) in.read());
        pass(rig, 60);
        awaitFewSegments(rig);
        assertEquals(3999, in.readAllBytes().length);
      }
      assertArrayEquals(bytes, rig.read(id));
      rig.settle(claim, sent());
    }
  }

  @Test
  void aLongBodyStaysInItsFile() throws Exception {
    byte[] bytes = new byte[200_000];
    new Random(6).nextBytes(bytes);
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.appendBody(bytes);
      Claim claim = rig.claimOne(SMTP);
      pass(rig, 60);
      awaitFewSegments(rig);
      assertArrayEquals(bytes, rig.read(id));
      rig.shut();
      rig.dropIndex();
      rig.reopen();
      assertArrayEquals(bytes, rig.read(id));
      assertFalse(rig.settle(claim, sent()).accepted());
      rig.settle(rig.claimOne(SMTP), sent());
      assertEquals(List.of(), rig.disk().list(SimulatedRig.FOLDER.resolve("bodies")));
    }
  }

  @Test
  void aSegmentThatCannotBeReadStaysAndStopsNothing() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.append("a", LAN);
      rig.disk().file(FIRST).flip(60);
      pass(rig, 60);
      assertTrue(segments(rig).contains("0000000001.segment"));
      assertEquals(List.of(id), rig.ids());
    }
  }

  @Test
  void damageToWhatNobodyNeedsKeepsNoSegment() throws Exception {
    try (SimulatedRig rig = new SimulatedRig()) {
      pass(rig, 1);
      rig.append("a", LAN);
      rig.disk().file(FIRST).flip(1000);
      pass(rig, 60);
      awaitFewSegments(rig);
      assertEquals(1, rig.ids().size());
    }
  }

  @Test
  void aSegmentInWhichAMessageIsNotFoundIsReadOnceAndStays() throws Exception {
    try (SimulatedRig rig = new SimulatedRig();
        Warnings warnings = new Warnings()) {
      pass(rig, 1);
      MessageId id = rig.append("a", LAN);
      pass(rig, 3);
      int rest = rig.disk().file(FIRST).bytes().length - SegmentHeader.LENGTH - LogRecord.HEADER;
      rig.disk()
          .file(FIRST)
          .write(SegmentHeader.LENGTH, ByteBuffer.allocate(4).putInt(rest).array());
      pass(rig, 60);
      assertEquals(
          List.of(
              "cannot read %s to give it free: not all of its messages were found".formatted(FIRST)
                  + "; its messages stay in it"),
          warnings.take());
      assertTrue(segments(rig).contains("0000000001.segment"));
      assertEquals("a", rig.text(id));
    }
  }

  @Test
  void aFaultWhileMessagesMoveLosesNothingAndIsGotOver() throws Exception {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.append("a", LAN);
      for (int i = 0; i < 80; i++) {
        rig.appendBody(new byte[3000]);
        rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
        int fault = i;
        rig.disk()
            .suffer(
                (operation, file) -> {
                  if (operation == Operation.FORCE && fault % 3 == 0) {
                    rig.disk().suffer(Trouble.NONE);
                    throw new IOException("a fault that passes");
                  }
                });
        try {
          rig.append("faulty", LAN);
        } catch (StoreException expected) {
          assertTrue(expected.toString().contains("a fault that passes"), expected::toString);
        }
        rig.disk().suffer(Trouble.NONE);
      }
      awaitFewSegments(rig);
      assertEquals("a", rig.text(id));
      List<MessageId> before = rig.ids();
      rig.reopen();
      assertEquals(before, rig.ids());
    }
  }
}
