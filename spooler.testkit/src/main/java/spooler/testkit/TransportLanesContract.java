package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static spooler.api.mapi.FlushFlag.UPLOAD;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.SubmitResult;

/** Several logons at once on one provider. */
public interface TransportLanesContract extends TransportUnderTest {
  @Test
  @DisplayName("while one lane has a message in hand another sends its own")
  default void lanesSendAtOnce() throws Exception {
    try (TransportRig rig = rigOfLanes();
        TestLane one = TestLane.of(rig, 0);
        TestLane other = TestLane.of(rig, 1)) {
      assertNotSame(one.logon(), other.logon());
      one.flush(UPLOAD);
      other.flush(UPLOAD);
      SubmittedMessage around = SubmittedMessage.longOne(rig.taken());
      around.whileUnderWay(() -> assertSends(rig, other));
      assertEquals(SubmitResult.OK, one.submit(around));
      assertEquals(2, rig.arrived());
    }
  }

  @Test
  @DisplayName("R28: each lane has bits of its own")
  default void lanesHaveTheirOwnBits() throws Exception {
    try (TransportRig rig = rigOfLanes();
        TestLane one = TestLane.of(rig, 0);
        TestLane other = TestLane.of(rig, 1)) {
      one.flush(UPLOAD);
      other.flush(UPLOAD);
      one.tell(END_OUTBOUND_FLUSH);
      assertEquals(Set.of(), one.support().flushBits());
      assertEquals(Set.of(StatusCode.OUTBOUND_FLUSH), other.support().flushBits());
    }
  }

  @Test
  @DisplayName("a lane that signs off leaves the others their line and their row")
  default void lanesSignOffOneByOne() throws Exception {
    try (TransportRig rig = rigOfLanes();
        TestLane one = TestLane.of(rig, 0);
        TestLane other = TestLane.of(rig, 1)) {
      one.flush(UPLOAD);
      other.flush(UPLOAD);
      assertSends(rig, one);
      SubmittedMessage message = SubmittedMessage.longOne(rig.taken());
      message.whileUnderWay(one::closeFromElsewhere);
      assertEquals(SubmitResult.OK, other.submit(message));
      assertTrue(other.support().hasRow());
      assertEquals(2, rig.arrived());
    }
  }

  private TransportRig rigOfLanes() throws Exception {
    TransportRig rig = rig();
    if (new TransportTraits(rig.properties()).lanes() < 2) {
      rig.close();
    }
    assumeTrue(new TransportTraits(rig.properties()).lanes() >= 2, "it has one lane only");
    return rig;
  }

  private static void assertSends(TransportRig rig, TestLane lane) {
    SubmittedMessage message = SubmittedMessage.to(rig.taken());
    try {
      assertEquals(SubmitResult.OK, lane.submit(message));
      lane.end(message);
    } catch (Exception failed) {
      throw new AssertionError("the other lane could not send", failed);
    }
  }
}
