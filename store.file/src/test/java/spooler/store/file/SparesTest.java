package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.store.StoreException;
import spooler.api.store.StoreFullException;
import spooler.store.file.Trouble.Operation;
import spooler.testkit.Await;

/** A segment that is empty becomes one of the next, and nothing of what was in it comes back. */
final class SparesTest {
  private static final Path FIRST = Segment.file(SimulatedRig.FOLDER, 1);

  /** Sends so many messages of 3000 bytes, three to a segment. */
  private static void pass(SimulatedRig rig, int messages) {
    for (int i = 0; i < messages; i++) {
      rig.appendBody(body(i));
      rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
    }
  }

  private static byte[] body(int seed) {
    byte[] bytes = new byte[3000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** The segment that is written over one that was empty. */
  private static Path passTillWrittenOver(SimulatedRig rig) throws IOException {
    SimulatedFile first = rig.disk().file(FIRST);
    for (int i = 0; i < 100; i++) {
      pass(rig, 1);
      rig.end(); // after what the writer of the log does when it has answered
      for (String name : rig.disk().list(SimulatedRig.FOLDER)) {
        Path file = SimulatedRig.FOLDER.resolve(name);
        if (Segment.numberIn(name) > 1 && rig.disk().file(file) == first) {
          return file;
        }
      }
    }
    throw new AssertionError("the first segment was not used again");
  }

  private static List<String> spares(SimulatedDisk disk) {
    return disk.list(SimulatedRig.FOLDER).stream()
        .filter(name -> name.endsWith(Spares.SUFFIX))
        .toList();
  }

  @Test
  void afterACrashNothingOfWhatWasWrittenOverIsThere() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      Path again = passTillWrittenOver(rig);
      MessageId last = rig.append("the last", LAN);
      SimulatedDisk killed = rig.disk().afterKill();
      assertTrue(killed.size(again) > rig.end(), "old records stand behind the last one");
      try (SimulatedRig next = new SimulatedRig(killed)) {
        assertEquals(List.of(last), next.ids());
        assertEquals("the last", next.text(last));
      }
    }
  }

  @Test
  void damageInOneIsStillDamage() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      Path again = passTillWrittenOver(rig);
      int at = rig.end();
      rig.append("damaged", LAN);
      rig.append("behind it", LAN);
      SimulatedDisk killed = rig.disk().afterKill().copy();
      killed.file(again).flip(at + 30);
      StoreException refused =
          assertThrows(StoreException.class, () -> new SimulatedRig(killed).close());
      assertTrue(refused.toString().contains("is damaged at " + at), refused::toString);
    }
  }

  @Test
  void aBodyThatWasWrittenOverIsTakenForNoOther() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId id = rig.appendBody(body(7));
      SegmentStore store = (SegmentStore) rig.store();
      Body before = store.folder().index().body(id).orElseThrow();
      rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
      Path again = passTillWrittenOver(rig);
      pass(rig, 1);
      Body stale =
          new Body(
              before.segment(),
              before.record(),
              0,
              again,
              before.offset(),
              before.length(),
              before.crc());
      StoreException refused =
          assertThrows(StoreException.class, () -> stale.open(rig.disk()).close());
      assertTrue(refused.toString().contains("do not match their checksum"), refused::toString);
    }
  }

  @Test
  void noneIsMadeOfWhatSomebodyReads() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      SegmentLog log = ((SegmentStore) rig.store()).folder().log();
      AtomicInteger named = new AtomicInteger();
      rig.disk()
          .suffer(
              (operation, file) -> {
                if (file.toString().endsWith(Spares.SUFFIX)) {
                  named.incrementAndGet();
                }
              });
      log.hold();
      pass(rig, 40);
      rig.end();
      assertEquals(0, named.get());
      assertFalse(rig.disk().list(SimulatedRig.FOLDER).contains("0000000001.segment"));
      log.letGo();
      pass(rig, 40);
      rig.end();
      assertTrue(named.get() > 0);
    }
  }

  @Test
  void noneIsMadeOfTheOneThatMessagesMoveFrom() {
    try (SimulatedRig rig = new SimulatedRig()) {
      Set<String> named = ConcurrentHashMap.newKeySet();
      rig.disk().suffer((operation, file) -> named.add(file.getFileName().toString()));
      ((SegmentStore) rig.store()).folder().log().cleaning(2);
      pass(rig, 40);
      rig.end();
      assertTrue(named.contains("1" + Spares.SUFFIX), named::toString);
      assertFalse(named.contains("2" + Spares.SUFFIX), named::toString);
      assertFalse(rig.disk().list(SimulatedRig.FOLDER).contains("0000000002.segment"));
    }
  }

  @Test
  void noneIsWrittenOverBeforeItsNewNameIsSafe() throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      try (SimulatedRig rig = new SimulatedRig()) {
        MessageId waits = rig.append("it waits", LAN);
        failTheForceOfEveryNewName(rig.disk());
        pass(rig, 30 + seed);
        SimulatedDisk cut = rig.disk().afterPowerCut(new Random(seed));
        rig.disk().suffer(Trouble.NONE);
        try (SimulatedRig next = new SimulatedRig(cut)) {
          assertEquals(List.of(waits), next.ids(), "seed " + seed);
          assertEquals("it waits", next.text(waits));
        }
      }
    }
  }

  private static void failTheForceOfEveryNewName(SimulatedDisk disk) {
    AtomicBoolean named = new AtomicBoolean();
    disk.suffer(
        (operation, file) -> {
          if (operation == Operation.RENAME && file.toString().endsWith(Spares.SUFFIX)) {
            named.set(true);
          } else if (operation == Operation.FORCE_FOLDER && named.getAndSet(false)) {
            throw new IOException("a fault that passes");
          }
        });
  }

  @Test
  void aStoreThatIsClosedLeavesNoneAndOneThatIsOpenedDeletesThem() throws IOException {
    SimulatedDisk killed;
    try (SimulatedRig rig = new SimulatedRig()) {
      appendTillSpare(rig);
      killed = rig.disk().afterKill();
      rig.shut();
      assertEquals(List.of(), spares(rig.disk()));
    }
    try (SimulatedRig next = new SimulatedRig(killed)) {
      assertEquals(List.of(), spares(next.disk()));
    }
  }

  /** Till there is one: the next segment takes it at once. */
  private static void appendTillSpare(SimulatedRig rig) {
    for (int i = 0; i < 100 && spares(rig.disk()).isEmpty(); i++) {
      rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
      rig.appendBody(body(i));
      rig.end(); // after what the writer of the log does when it has answered
    }
    assertFalse(spares(rig.disk()).isEmpty());
  }

  @Test
  void aFullStoreGivesTheirRoomToMessages() throws Exception {
    try (SimulatedRig rig = new SimulatedRig(new Limits(64 << 10, 0, 0))) {
      appendTillSpare(rig);
      assertThrows(
          StoreFullException.class,
          () -> {
            for (int i = 0; i < 40; i++) {
              rig.appendBody(body(i));
            }
          });
      Await.until("there is none any more", () -> spares(rig.disk()).isEmpty());
    }
  }

  @Test
  void thereAreTwoAtMost() {
    AtomicInteger most = new AtomicInteger();
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.disk()
          .suffer((operation, file) -> most.accumulateAndGet(spares(rig.disk()).size(), Math::max));
      for (int i = 0; i < 10; i++) {
        rig.appendBodies(12, 3000);
        rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
        pass(rig, 6);
      }
    }
    assertEquals(2, most.get());
  }
}
