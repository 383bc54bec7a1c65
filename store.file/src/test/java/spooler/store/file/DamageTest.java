package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.store.StoreException;

/** Files that are not as they were left: what a crash explains is mended, all else is loud. */
final class DamageTest {
  private static final Path FIRST = SimulatedRig.FOLDER.resolve("0000000001.segment");

  /** The refusal of an opening that has to read all segments. */
  private static StoreException refused(SimulatedRig rig) throws IOException {
    rig.shut();
    rig.dropIndex();
    return assertThrows(StoreException.class, rig::reopen);
  }

  private static void assertSays(String expected, StoreException failure) {
    assertTrue(failure.toString().contains(expected), failure.toString());
  }

  @Test
  void aTornTailIsCutOffTheLastSegment() throws IOException {
    for (int garbage : new int[] {1, 19, 20, 21, 500, 5000}) {
      try (SimulatedRig rig = new SimulatedRig()) {
        MessageId id = rig.append("kept", SMTP);
        rig.shut();
        SimulatedFile file = rig.disk().file(FIRST);
        byte[] whole = file.bytes();
        byte[] torn = new byte[garbage];
        new Random(garbage).nextBytes(torn);
        file.write(whole.length, torn);
        rig.reopen();
        assertArrayEquals(whole, file.bytes(), garbage + " bytes");
        assertEquals("kept", rig.text(id));
        rig.append("next", SMTP);
        rig.reopen();
        assertEquals(2, rig.store().size());
      }
    }
  }

  @Test
  void theLastRecordIsDroppedWhereverItIsTorn() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId kept = rig.append("kept", SMTP);
      int end = rig.end();
      rig.append("torn", SMTP);
      rig.shut();
      assertTrue(rig.disk().file(FIRST).bytes().length > end);
      for (int size = rig.disk().file(FIRST).bytes().length - 1; size >= end; size--) {
        rig.disk().file(FIRST).truncate(size);
        rig.dropIndex(); // which knows better
        rig.reopen();
        assertEquals(List.of(kept), rig.ids());
        rig.shut();
        rig.disk().delete(SimulatedRig.FOLDER.resolve("0000000002.segment"));
      }
    }
  }

  @Test
  void aCallIsDroppedAsAWholeWhenItsLastRecordIsMissing() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append(rig.message("one", SMTP), rig.message("two", SMTP));
      rig.shut();
      rig.disk().file(FIRST).truncate(rig.disk().file(FIRST).bytes().length - 1);
      rig.dropIndex();
      rig.reopen();
      assertEquals(List.of(), rig.ids());
    }
  }

  @Test
  void aFlippedBitInAnEarlierSegmentIsLoudAndNamesThePlace() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      int start = rig.disk().file(FIRST).bytes().length;
      rig.append("a", SMTP);
      rig.reopen();
      rig.disk().file(FIRST).flip(start + 40);
      StoreException failure = refused(rig);
      assertSays("/spool/0000000001.segment is damaged at " + start, failure);
      assertSays("Bring the file back from a backup", failure);
      rig.disk().file(FIRST).flip(start + 40);
      rig.reopen();
      assertEquals(1, rig.store().size(), "nothing was changed by the refused opening");
    }
  }

  @Test
  void anEarlierSegmentThatBecameShorterIsLoud() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("a", SMTP);
      rig.append("b", SMTP);
      rig.reopen();
      rig.disk().file(FIRST).truncate(100);
      assertSays("0000000001.segment is damaged", refused(rig));
    }
  }

  @Test
  void aFlippedBitBeforeTheLastGroupIsNotTakenForATornTail() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      int start = rig.disk().file(FIRST).bytes().length;
      rig.append("forced before the next was written", SMTP);
      rig.append("so it cannot be torn", SMTP);
      rig.disk().file(FIRST).flip(start + 30);
      assertSays("0000000001.segment is damaged at " + start, refused(rig));
      rig.disk().file(FIRST).flip(start + 30);
      rig.disk().file(FIRST).flip(start + 2); // its length, so that the next is not found either
      assertSays("0000000001.segment is damaged at " + start, refused(rig));
    }
  }

  @Test
  void aMissingSegmentIsLoud() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("a", SMTP);
      rig.reopen();
      rig.append("b", SMTP);
      rig.reopen();
      rig.disk().delete(SimulatedRig.FOLDER.resolve("0000000002.segment"));
      assertSays("/spool/0000000002.segment is missing: bring it back", refused(rig));
    }
  }

  @Test
  void aMissingOldestOrNewestSegmentIsLoudWhileTheIndexKnowsOfIt() throws IOException {
    for (int missing = 1; missing <= 3; missing++) {
      try (SimulatedRig rig = new SimulatedRig()) {
        rig.append("a", SMTP);
        rig.reopen();
        MessageId kept = rig.append("b", SMTP);
        rig.reopen();
        rig.append("c", SMTP);
        rig.shut();
        Path file = SimulatedRig.FOLDER.resolve("000000000" + missing + ".segment");
        rig.disk().delete(file);
        StoreException failure = assertThrows(StoreException.class, rig::reopen);
        assertSays(file + " is missing", failure);
        assertSays("bring it back from a backup", failure);
        if (missing != 2) {
          assertSays("or delete the folder /spool/index to go on without what is lost", failure);
          rig.dropIndex();
          rig.reopen();
          assertEquals("b", rig.text(kept));
          assertEquals(2, rig.store().size());
        }
      }
    }
  }

  @Test
  void aNewestSegmentThatBecameShorterIsLoudWhileTheIndexKnowsOfIt() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId kept = rig.append("a", SMTP);
      int end = rig.end();
      rig.append("b", SMTP);
      rig.shut();
      int whole = rig.disk().file(FIRST).bytes().length;
      rig.disk().file(FIRST).truncate(end);
      StoreException failure = assertThrows(StoreException.class, rig::reopen);
      assertSays(FIRST + " ends at " + end + ", and ended at " + whole, failure);
      rig.dropIndex();
      rig.reopen();
      assertEquals(List.of(kept), rig.ids());
    }
  }

  @Test
  void anEmptySegmentIsLoud() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("a", SMTP);
      rig.reopen();
      rig.append("b", SMTP);
      for (String name : List.of("0000000001.segment", "0000000002.segment")) {
        Path file = SimulatedRig.FOLDER.resolve(name);
        rig.shut();
        byte[] whole = rig.disk().file(file).bytes();
        rig.disk().file(file).truncate(0);
        StoreException failure = assertThrows(StoreException.class, rig::reopen);
        assertSays(file + " is damaged at 0: it does not begin as a segment does", failure);
        assertSays("Bring the file back from a backup", failure);
        rig.disk().file(file).write(0, whole);
        rig.reopen();
        assertEquals(2, rig.store().size());
      }
    }
  }

  @Test
  void aDamagedHeaderIsLoud() throws IOException {
    for (int offset = 0; offset < SegmentHeader.LENGTH; offset++) {
      try (SimulatedRig rig = new SimulatedRig()) {
        rig.disk().file(FIRST).flip(offset);
        assertSays("0000000001.segment is damaged", refused(rig));
      }
    }
  }

  @Test
  void aSegmentOfAnotherNameIsLoud() throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("a", SMTP);
      rig.shut();
      rig.disk().rename(FIRST, SimulatedRig.FOLDER.resolve("0000000007.segment"));
      assertSays("it is segment 1 by its header", refused(rig));
    }
  }

  @Test
  void aLostBodyIsLoudUntilAnEmptyFileGivesItUp() throws IOException {
    Path bodies = SimulatedRig.FOLDER.resolve("bodies");
    try (SimulatedRig rig = new SimulatedRig()) {
      MessageId lost = rig.appendBody(new byte[300_000]);
      MessageId whole = rig.append("whole", SMTP);
      Path body = bodies.resolve(rig.disk().list(bodies).get(0));
      rig.disk().delete(body);
      assertSays(body + " is not there with its 300000 bytes", refused(rig));
      rig.disk().create(body);
      rig.reopen();
      assertEquals("whole", rig.text(whole));
      assertThrows(StoreException.class, () -> rig.read(lost));
    }
  }

  @Test
  void strayFilesAreLeftAlone() throws IOException {
    Path stray = SimulatedRig.FOLDER.resolve("README.segment");
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.disk().create(stray);
      rig.append("a", SMTP);
      rig.reopen();
      assertEquals(1, rig.store().size());
      assertEquals(0, rig.disk().size(stray));
    }
  }
}
