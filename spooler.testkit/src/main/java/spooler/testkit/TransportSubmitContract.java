package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static spooler.api.mapi.FlushFlag.UPLOAD;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Recipient;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.SubmitFlag;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.api.transport.SubmitResult;

/** SubmitMessage and EndMessage (semantics 3.2). */
public interface TransportSubmitContract extends TransportUnderTest {
  @Test
  @DisplayName("R24: a message that was taken is settled, ended with SENT, and has arrived")
  default void aMessageArrives() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.to(rig.taken());
      assertEquals(SubmitResult.OK, lane.submit(message));
      assertEquals(EndResult.SENT, lane.end(message));
      assertInstanceOf(Delivered.class, message.outcome(0));
      assertEquals(1, rig.arrived());
    }
  }

  @Test
  @DisplayName("the body is read through openBody, to its end, and closed")
  default void theBodyIsReadAndClosed() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.longOne(rig.taken());
      assertEquals(SubmitResult.OK, lane.submit(message));
      assertTrue(message.isReadWhole());
      assertFalse(message.isOpen());
    }
  }

  @Test
  @DisplayName("if it names a message at all, it does so before data moves")
  default void aNameComesFirst() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.to(rig.taken());
      lane.submit(message);
      assertFalse(message.isNamedLate());
    }
  }

  @Test
  @DisplayName("R25: messages of one turn go one after the other")
  default void severalInOneTurn() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      for (int count = 1; count <= 5; count++) {
        sends(lane, SubmittedMessage.to(rig.taken()));
        assertEquals(count, rig.arrived());
      }
    }
  }

  @Test
  @DisplayName("R74: only the recipients that were assigned to it are settled")
  default void onlyTheAssignedAreSettled() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      Recipient one = rig.taken();
      SubmittedMessage message = SubmittedMessage.assigning(1, one, one, one);
      sends(lane, message);
      assertEquals(Set.of(1), message.outcomes().keySet());
    }
  }

  @Test
  @DisplayName("R75: a refused recipient is settled as refused or left to others; the rest arrives")
  default void aRefusalCostsNobodyElse() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.to(refusedBy(rig), rig.taken());
      sends(lane, message);
      assertTrue(message.outcome(0) == null || message.outcome(0) instanceof Refused);
      assertInstanceOf(Delivered.class, message.outcome(1));
      assertEquals(1, rig.arrived());
    }
  }

  @Test
  @DisplayName("R75: with nobody but refused recipients nothing arrives, and the next message goes")
  default void nobodyIsLeft() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.to(refusedBy(rig));
      if (lane.submit(message) instanceof SubmitResult.Ok) {
        lane.end(message);
      }
      assertTrue(message.outcome(0) == null || message.outcome(0) instanceof Refused);
      assertEquals(0, rig.arrived());
      sends(lane, SubmittedMessage.to(rig.taken()));
      assertEquals(1, rig.arrived());
    }
  }

  @Test
  @DisplayName("R57: a line that is down is a NETWORK_ERROR, costs no recipient, and may come back")
  default void aDeadLineCostsNothing() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      rig.takeLineDown();
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.to(rig.taken());
      SubmitResult.NetworkError fault =
          assertInstanceOf(SubmitResult.NetworkError.class, lane.submit(message));
      assertFalse(fault.delay().isNegative());
      assertFalse(fault.reason().isBlank(), "a user wants to know why");
      message.outcomes().values().forEach(one -> assertInstanceOf(Delayed.class, one));
      lane.tell(END_OUTBOUND_FLUSH);
      lane.vacate();
      rig.bringLineUp();
      lane.flush(UPLOAD);
      sends(lane, SubmittedMessage.to(rig.taken()));
      assertEquals(1, rig.arrived());
    }
  }

  @Test
  @DisplayName("R65: a message that comes again as deferred is taken like any other")
  default void aDeferredMessageComesAgain() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.to(rig.taken());
      assertEquals(SubmitResult.OK, lane.submit(message, SubmitFlag.BEGIN_DEFERRED));
      assertInstanceOf(Delivered.class, message.outcome(0));
    }
  }

  @Test
  @DisplayName("a transport that does not wait to be asked sends outside of a flush, too")
  default void ordinaryDelivery() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      assumeFalse(new TransportTraits(rig.properties()).isOnDemand(), "it waits to be asked");
      sends(lane, SubmittedMessage.to(rig.taken()));
      assertEquals(Set.of(), lane.support().flushBits());
      assertEquals(1, rig.arrived());
    }
  }

  private static void sends(TestLane lane, SubmittedMessage message) throws Exception {
    assertEquals(SubmitResult.OK, lane.submit(message));
    assertEquals(EndResult.SENT, lane.end(message));
  }

  private static Recipient refusedBy(TransportRig rig) {
    assumeTrue(rig.refused().isPresent(), "its far side refuses nobody");
    return rig.refused().get();
  }
}
