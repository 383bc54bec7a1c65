package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.failed;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spooler.api.store.Claim;
import spooler.api.store.Outcome;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * One flipped bit in any record of any segment, or in any body: where the store reads it, it says
 * so, and where; and every message that can be read is there.
 */
final class EveryRecordTest {
  private static final Logger LOG = Logger.getLogger("spooler.store");

  private final SimulatedRig rig = new SimulatedRig();
  private List<StoredMessage> before;
  private List<Place> places;

  /** A record in the log. */
  private record Place(Path file, int start, int end, byte type) {
    /** Bytes of it, one of each field of its header, and some of its payload. */
    List<Integer> bytes() {
      return IntStream.of(0, 3, 4, 8, 9, 10, 12, 19, 20, 28, (end - start) / 2, end - start - 1)
          .mapToObj(at -> start + at)
          .toList();
    }
  }

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void beHeardAgain() {
    LOG.setLevel(null);
  }

  /** Messages of every kind in some segments, and some groups in the last. */
  @BeforeEach
  void fill() throws IOException {
    for (int i = 0; i < 60; i++) {
      rig.append("waits " + i, LAN, SMTP);
      rig.appendBody(new byte[1000]);
      List<Claim> claims = rig.claim(SMTP);
      rig.settle(claims.get(0), i % 2 == 0 ? sent() : failed());
      rig.settle(claims.get(1), i % 9 == 0 ? waits(LAN, rig.clock().instant()) : sent());
    }
    rig.appendBody(new byte[140_000]);
    Outcome ended = new Outcome(rig.claim(LAN).get(0), List.of(failed()));
    done(rig.store().settleAndAppend(List.of(ended), rig.message("report", SMTP)));
    rig.reopen();
    for (int i = 0; i < 5; i++) {
      rig.append("in the last segment", LAN);
    }
    before = rig.store().list(null, 1000);
    rig.shut();
    places = places();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private List<Place> places() throws IOException {
    List<Place> found = new ArrayList<>();
    for (String name : rig.disk().list(SimulatedRig.FOLDER).stream().sorted().toList()) {
      Path file = SimulatedRig.FOLDER.resolve(name);
      byte[] bytes = rig.disk().file(file).bytes();
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      int start = (int) in.skip(SegmentHeader.LENGTH);
      RecordReader reader = new RecordReader(in, Segment.numberIn(name), start, bytes.length);
      try {
        for (RecordReader.Read read = reader.next(); read != null; read = reader.next()) {
          found.add(new Place(file, start, (int) reader.offset(), read.type()));
          start = (int) reader.offset();
        }
      } catch (DamagedException e) {
        throw new AssertionError(file + " at " + e.offset(), e);
      }
    }
    return found;
  }

  private SimulatedDisk with(Path file, int flipped) throws IOException {
    SimulatedDisk disk = rig.disk().copy();
    disk.file(file).flip(flipped);
    return disk;
  }

  @Test
  void allThreeKindsAreThere() {
    assertEquals(
        List.of(LogRecord.MESSAGE, LogRecord.DELIVERIES, LogRecord.MOVED),
        places.stream().map(Place::type).distinct().sorted().toList());
    assertTrue(places.size() > 100, places.size() + " records");
  }

  @Test
  void withoutTheIndexItIsRefusedByFileAndPlaceAndMendedByTheFile() throws IOException {
    for (Place place : places.subList(0, places.size() - 1)) {
      SimulatedDisk disk = rig.disk().copy();
      SimulatedRig.dropIndex(disk);
      for (int at : place.bytes()) {
        disk.file(place.file()).flip(at);
        StoreException refused =
            assertThrows(StoreException.class, () -> new SimulatedRig(disk), place::toString);
        String expected = "%s is damaged at %d: ".formatted(place.file(), place.start());
        assertTrue(refused.toString().contains(expected), refused.toString());
        assertTrue(refused.toString().contains("Bring the file back"), refused.toString());
        disk.file(place.file()).flip(at);
      }
      assertHolds(before, disk);
    }
  }

  /** It could be what a crash left of a group of which nobody was promised anything. */
  @Test
  void inTheVeryLastRecordItIsTakenForATornTail() throws IOException {
    Place last = places.get(places.size() - 1);
    for (int at : last.bytes()) {
      SimulatedDisk disk = with(last.file(), at);
      SimulatedRig.dropIndex(disk);
      assertHolds(before.subList(0, before.size() - 1), disk);
    }
  }

  private static void assertHolds(List<StoredMessage> expected, SimulatedDisk disk) {
    try (SimulatedRig opened = new SimulatedRig(disk)) {
      assertEquals(expected, opened.store().list(null, 1000));
    }
  }

  @Test
  void withTheIndexEveryOtherMessageIsReadAndAtMostOneBodyIsRefused() throws IOException {
    for (Place place : places) {
      for (int at : place.bytes()) {
        assertAtMostOneIsNotRead(place.file(), with(place.file(), at));
      }
    }
  }

  @Test
  void aBodyInAFileOfItsOwnIsRefusedWhereverItIsFlipped() throws IOException {
    Path folder = SimulatedRig.FOLDER.resolve("bodies");
    Path file = folder.resolve(rig.disk().list(folder).get(0));
    for (int at = 0; at < 140_000; at += 9_999) {
      assertEquals(1, assertAtMostOneIsNotRead(file, with(file, at)), "byte " + at);
    }
  }

  private int assertAtMostOneIsNotRead(Path file, SimulatedDisk disk) {
    try (SimulatedRig opened = new SimulatedRig(disk)) {
      assertEquals(before, opened.store().list(null, 1000));
      List<String> refused =
          before.stream()
              .flatMap(message -> refusal(opened, message).stream())
              .collect(Collectors.toList());
      assertTrue(refused.size() <= 1, refused::toString);
      refused.forEach(said -> assertTrue(said.contains(file.toString()), said));
      return refused.size();
    }
  }

  private static List<String> refusal(SimulatedRig opened, StoredMessage message) {
    try {
      assertEquals(message.size(), opened.read(message.id()).length);
      return List.of();
    } catch (StoreException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
