package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static spooler.api.mapi.FlushFlag.DOWNLOAD;
import static spooler.api.mapi.TransportNotification.END_INBOUND_FLUSH;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.transport.SpoolerNotification;

/** StartMessage (semantics 3.2 and 7.2). */
public interface TransportReceiveContract extends TransportUnderTest {
  @Test
  @DisplayName("R32: with nothing to fetch StartMessage leaves the message untouched")
  default void nothingToFetch() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(DOWNLOAD);
      FetchedMessage message = lane.start();
      assertFalse(message.touched());
      assertEquals(List.of(), lane.support().notifications());
    }
  }

  @Test
  @DisplayName("R31: every message that waits is saved once, in order, then comes an untouched one")
  default void allThatWaitsIsFetched() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      holds(rig, "one", "two", "three");
      lane.flush(DOWNLOAD);
      assertEquals(List.of("one", "two", "three"), fetchAll(lane));
      lane.tell(END_INBOUND_FLUSH);
      lane.vacate();
      lane.flush(DOWNLOAD);
      assertEquals(List.of(), fetchAll(lane), "what was fetched is not fetched again");
    }
  }

  @Test
  @DisplayName("R30: while more is waiting StartMessage says so")
  default void moreIsAnnounced() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      holds(rig, "one", "two");
      lane.flush(DOWNLOAD);
      int before = newMail(lane);
      lane.start();
      assertTrue(newMail(lane) > before);
    }
  }

  @Test
  @DisplayName("what could not be saved stays on the far side, and is offered again")
  default void whatIsNotSavedIsNotLost() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      holds(rig, "one", "two");
      lane.flush(DOWNLOAD);
      assertThrows(MapiException.class, () -> lane.start(FetchedMessage.intoBrokenInbox()));
      lane.tell(END_INBOUND_FLUSH);
      lane.vacate();
      lane.flush(DOWNLOAD);
      assertEquals(List.of("one", "two"), fetchAll(lane));
    }
  }

  @Test
  @DisplayName("a message that is offered again has the key it had, and no other message has that")
  default void theKeyStaysTheSame() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      holds(rig, "one", "two");
      lane.flush(DOWNLOAD);
      FetchedMessage refused = FetchedMessage.intoBrokenInbox();
      assertThrows(MapiException.class, () -> lane.start(refused));
      assumeTrue(refused.key() != null, "it gives no keys");
      lane.tell(END_INBOUND_FLUSH);
      lane.vacate();
      lane.flush(DOWNLOAD);
      assertEquals(refused.key(), lane.start().key());
      assertNotEquals(refused.key(), lane.start().key());
    }
  }

  @Test
  @DisplayName("over a dead line StartMessage fails; what waits is fetched when it is back")
  default void aDeadLineLosesNothing() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      holds(rig, "one");
      rig.takeLineDown();
      lane.flush(DOWNLOAD);
      assertThrows(MapiException.class, lane::start);
      lane.tell(END_INBOUND_FLUSH);
      lane.vacate();
      rig.bringLineUp();
      lane.flush(DOWNLOAD);
      assertEquals(List.of("one"), fetchAll(lane));
    }
  }

  @Test
  @DisplayName("Poll answers yes when mail waits")
  default void pollSeesMail() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      assumeTrue(lane.asksFor(LogonOption.POLL), "it does not ask to be polled");
      assertFalse(lane.poll());
      holds(rig, "one");
      assertTrue(lane.poll());
    }
  }

  private static void holds(TransportRig rig, String... bodies) {
    assumeTrue(rig.receives(), "it only sends");
    rig.hold(bodies);
  }

  private static int newMail(TestLane lane) {
    return (int)
        lane.support().notifications().stream()
            .filter(SpoolerNotification.NewMail.class::isInstance)
            .count();
  }

  private static List<String> fetchAll(TestLane lane) throws Exception {
    List<String> texts = new ArrayList<>();
    FetchedMessage message = lane.start();
    while (message.isSaved()) {
      texts.add(message.text().stripTrailing()); // mail ends with a line end, given or not
      message = lane.start();
    }
    assertFalse(message.touched());
    return texts;
  }
}
