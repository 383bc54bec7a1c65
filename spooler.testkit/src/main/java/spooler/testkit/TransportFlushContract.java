package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.api.mapi.FlushFlag.DOWNLOAD;
import static spooler.api.mapi.FlushFlag.FORCE;
import static spooler.api.mapi.FlushFlag.NO_UI;
import static spooler.api.mapi.FlushFlag.UPLOAD;
import static spooler.api.mapi.StatusCode.INBOUND_FLUSH;
import static spooler.api.mapi.StatusCode.OUTBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.BEGIN_INBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.BEGIN_OUTBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_INBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.StatusCode;

/** The transport's half of the fourteen steps (semantics 4.1). */
public interface TransportFlushContract extends TransportUnderTest {
  @Test
  @DisplayName("R22 R28 R35: an upload raises O in step 2; step 9 clears it and frees everything")
  default void upload() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD, FORCE, NO_UI);
      assertEquals(Set.of(OUTBOUND_FLUSH), lane.support().flushBits());
      lane.submit(SubmittedMessage.to(rig.taken()));
      lane.tell(END_OUTBOUND_FLUSH);
      assertAtRest(lane);
    }
  }

  @Test
  @DisplayName("a download alone raises I in step 2, if the transport ever fetches")
  default void download() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(DOWNLOAD, NO_UI);
      assertEquals(ifItReceives(rig), lane.support().flushBits());
      lane.start();
      lane.tell(END_INBOUND_FLUSH);
      assertAtRest(lane);
    }
  }

  @Test
  @DisplayName("R27 R28 R35: of both directions O comes first, I in step 9, nothing after step 13")
  default void bothDirections() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD, DOWNLOAD);
      assertTrue(lane.support().flushBits().contains(OUTBOUND_FLUSH));
      lane.submit(SubmittedMessage.to(rig.taken()));
      lane.tell(END_OUTBOUND_FLUSH);
      assertEquals(ifItReceives(rig), lane.support().flushBits());
      lane.start();
      lane.tell(END_INBOUND_FLUSH);
      assertAtRest(lane);
    }
  }

  @Test
  @DisplayName("R9: without a direction a flush raises nothing and takes nothing")
  default void noDirection() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush();
      assertAtRest(lane);
      lane.flush(FORCE, NO_UI);
      assertAtRest(lane);
    }
  }

  @Test
  @DisplayName("R39: both END flags in one call, as at shutdown, clear and free everything")
  default void shutdown() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD, DOWNLOAD);
      lane.submit(SubmittedMessage.to(rig.taken()));
      lane.tell(END_OUTBOUND_FLUSH, END_INBOUND_FLUSH);
      assertAtRest(lane);
    }
  }

  @Test
  @DisplayName("R42: an END that comes once more, or for nothing, does no harm")
  default void redundantEnds() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.tell(END_OUTBOUND_FLUSH);
      lane.tell(END_INBOUND_FLUSH);
      assertAtRest(lane);
      lane.flush(UPLOAD, DOWNLOAD);
      lane.tell(END_OUTBOUND_FLUSH);
      lane.tell(END_INBOUND_FLUSH);
      for (int again = 0; again < 2; again++) {
        lane.tell(END_OUTBOUND_FLUSH);
        assertAtRest(lane);
        lane.tell(END_INBOUND_FLUSH);
        assertAtRest(lane);
      }
    }
  }

  @Test
  @DisplayName("R22: one flush after the other begins as the first did")
  default void flushAgain() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      for (int times = 0; times < 3; times++) {
        lane.flush(UPLOAD);
        assertEquals(Set.of(OUTBOUND_FLUSH), lane.support().flushBits());
        lane.submit(SubmittedMessage.to(rig.taken()));
        lane.tell(END_OUTBOUND_FLUSH);
        assertAtRest(lane);
        lane.vacate();
      }
      assertEquals(3, rig.arrived());
    }
  }

  @Test
  @DisplayName("BEGIN of a flush raises the bit, which asks for FlushQueues; END clears it")
  default void beginRaisesTheBit() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.tell(BEGIN_OUTBOUND_FLUSH);
      assertEquals(Set.of(OUTBOUND_FLUSH), lane.support().flushBits());
      lane.tell(END_OUTBOUND_FLUSH);
      assertAtRest(lane);
      lane.tell(BEGIN_INBOUND_FLUSH);
      assertEquals(ifItReceives(rig), lane.support().flushBits());
      lane.tell(END_INBOUND_FLUSH);
      assertAtRest(lane);
    }
  }

  private static Set<StatusCode> ifItReceives(TransportRig rig) {
    return rig.receives() ? Set.of(INBOUND_FLUSH) : Set.of();
  }

  private static void assertAtRest(TestLane lane) {
    assertEquals(Set.of(), lane.support().flushBits());
    assertEquals(List.of(), lane.support().held());
  }
}
