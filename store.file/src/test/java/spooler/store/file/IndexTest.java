package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spooler.api.store.Claim;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.store.file.Trouble.Operation;

/** The index saves reading the log, and can be thrown away at any time. */
final class IndexTest {
  private static final Path FIRST = SimulatedRig.FOLDER.resolve("0000000001.segment");
  private static final Path CATALOG = SimulatedRig.INDEX.resolve("catalog");

  /** Some hundred messages in several segments, tried, moved, settled and cancelled. */
  private static List<StoredMessage> fill(SimulatedRig rig) {
    for (int i = 0; i < 200; i++) {
      rig.append("body " + i, SMTP, LAN);
      if (i % 3 == 0) {
        rig.appendExpiring("expires", rig.clock().instant().plusSeconds(i), LAN);
      }
    }
    List<Claim> claims = rig.claim(SMTP);
    claims.subList(0, 60).forEach(claim -> rig.settle(claim, sent()));
    for (Claim claim : claims.subList(60, 120)) {
      rig.settle(claim, waits(LAN, rig.clock().instant().plusSeconds(60)));
    }
    List<Claim> others = rig.claim(LAN);
    others.subList(0, 20).forEach(claim -> rig.settle(claim, sent()));
    rig.store().release(others.subList(20, others.size()));
    rig.store().release(claims.subList(120, 200));
    rig.appendBody(new byte[200_000]);
    return all(rig);
  }

  private static List<StoredMessage> all(SimulatedRig rig) {
    List<StoredMessage> all = rig.store().list(null, 1000);
    assertEquals(all.size(), rig.store().size());
    return all;
  }

  private static void assertSame(List<StoredMessage> before, SimulatedRig rig) {
    assertEquals(before, all(rig));
    for (StoredMessage message : before) {
      assertEquals(message.size(), rig.read(message.id()).length);
    }
  }

  @Test
  void withItAndWithoutItTheStoreIsTheSame() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      List<StoredMessage> before = fill(rig);
      rig.reopen();
      assertSame(before, rig);
      var counts = rig.store().counts();
      var nextExpiry = rig.store().nextExpiry(List.of(SMTP, LAN));
      rig.shut();
      rig.dropIndex();
      rig.reopen();
      assertSame(before, rig);
      assertEquals(counts, rig.store().counts());
      assertEquals(nextExpiry, rig.store().nextExpiry(List.of(SMTP, LAN)));
    }
  }

  @Test
  void whatItTellsIsNotReadFromTheLogAgain() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      List<StoredMessage> before = fill(rig);
      rig.shut();
      rig.disk().file(FIRST).flip(100); // which a look at every record would find
      rig.reopen();
      assertEquals(before, all(rig));
    }
  }

  @Test
  void itIsStillBelievedWhenAPageFileWasGivenFree() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("a", LAN);
      rig.reopen();
      rig.settle(rig.claimOne(LAN), waits(LAN, rig.clock().instant()));
      List<StoredMessage> before = all(rig);
      rig.shut(); // its page is written again, and nobody needs the file of the old one
      rig.disk().file(oldest(rig)).flip(60); // which a look at every record would find
      rig.reopen();
      assertEquals(before, all(rig));
    }
  }

  private static Path oldest(SimulatedRig rig) {
    return rig.disk().list(SimulatedRig.FOLDER).stream()
        .filter(name -> name.endsWith(".segment"))
        .sorted()
        .findFirst()
        .map(SimulatedRig.FOLDER::resolve)
        .orElseThrow();
  }

  @Test
  void aDamagedCatalogIsNotBelieved() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      List<StoredMessage> before = fill(rig);
      int length = rig.disk().file(CATALOG).bytes().length;
      for (int offset = 0; offset < length; offset += 101) {
        rig.shut();
        rig.disk().file(CATALOG).flip(offset % rig.disk().file(CATALOG).bytes().length);
        rig.reopen();
        assertEquals(before, all(rig), "byte " + offset);
      }
      rig.shut();
      rig.disk().file(CATALOG).truncate(3);
      rig.reopen();
      assertEquals(before, all(rig), "cut short");
    }
  }

  @Test
  void aMissingPageFileIsNotMissed() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      List<StoredMessage> before = fill(rig);
      rig.shut();
      rig.disk().delete(SimulatedRig.INDEX.resolve(pageFile(rig)));
      rig.reopen();
      assertSame(before, rig);
    }
  }

  private static String pageFile(SimulatedRig rig) {
    return rig.disk().list(SimulatedRig.INDEX).stream()
        .filter(name -> name.endsWith(".pages"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCatalogThatKnowsOfOtherSegmentsIsLoudUntilItIsThrownAway() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("a", SMTP);
      rig.reopen();
      rig.append("b", SMTP);
      rig.shut();
      byte[] catalog = rig.disk().file(CATALOG).bytes();
      rig.reopen();
      rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
      rig.shut(); // which deletes the segments that the first catalog is of
      rig.disk().create(CATALOG);
      rig.disk().file(CATALOG).write(0, catalog);
      StoreException failure = assertThrows(StoreException.class, rig::reopen);
      assertTrue(failure.toString().contains("delete the folder /spool/index"), failure.toString());
      rig.dropIndex();
      rig.reopen();
      assertEquals(List.of(), all(rig));
    }
  }

  @Test
  void aDamagedPageIsAStoreFailureThatSaysWhatToDo() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      List<StoredMessage> before = fill(rig);
      rig.reopen();
      Path file = SimulatedRig.INDEX.resolve(pageFile(rig));
      int length = rig.disk().file(file).bytes().length;
      for (int offset = 20; offset < length; offset += 60) { // one in each page
        rig.disk().file(file).flip(offset);
      }
      StoreException failure =
          assertThrows(StoreException.class, () -> rig.store().list(null, 1000));
      assertTrue(failure.toString().contains(file.toString()), failure.toString());
      assertTrue(failure.toString().contains("delete the folder /spool/index"));
      rig.shut();
      rig.dropIndex();
      rig.reopen();
      assertSame(before, rig);
    }
  }

  @Test
  void anEmptiedPageFileIsAStoreFailureThatSaysWhatToDo() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      List<StoredMessage> before = fill(rig);
      rig.shut();
      Path file = SimulatedRig.INDEX.resolve(pageFile(rig));
      rig.disk().file(file).truncate(0);
      rig.reopen();
      StoreException failure =
          assertThrows(StoreException.class, () -> rig.store().list(null, 1000));
      assertTrue(failure.toString().contains(file.toString()), failure.toString());
      assertTrue(failure.toString().contains("delete the folder /spool/index"));
      rig.shut();
      rig.dropIndex();
      rig.reopen();
      assertSame(before, rig);
    }
  }

  @Test
  void anIndexThatCannotBeWrittenStopsNothing() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.disk()
          .suffer(
              (operation, path) -> {
                if (operation != Operation.DELETE && path.startsWith(SimulatedRig.INDEX)) {
                  throw new IOException("No space left on device");
                }
              });
      List<StoredMessage> before = fill(rig);
      assertSame(before, rig);
      rig.shut();
      assertEquals(
          Optional.empty(),
          rig.disk().list(SimulatedRig.INDEX).stream().filter("catalog"::equals).findAny(),
          "an old one would not know of the segments that were given free");
      rig.disk().suffer(Trouble.NONE);
      rig.reopen();
      assertSame(before, rig);
    }
  }

  @Test
  void pageFilesOfWhichLittleIsNeededAreGivenFree() {
    try (SimulatedRig rig = new SimulatedRig()) {
      fill(rig);
      for (int i = 0; i < 30; i++) {
        for (Claim claim : rig.claimUnder(rig.store().newMark(), true, SMTP)) {
          rig.settle(claim, waits(SMTP, rig.clock().instant()));
        }
        rig.reopen();
      }
      long files =
          rig.disk().list(SimulatedRig.INDEX).stream().filter(n -> n.endsWith(".pages")).count();
      assertTrue(files < 8, files + " page files after 30 openings");
    }
  }
}
