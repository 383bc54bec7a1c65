package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static spooler.api.mapi.FlushFlag.UPLOAD;
import static spooler.api.mapi.TransportNotification.ABORT_DEFERRED;
import static spooler.api.mapi.TransportNotification.CANCEL_MESSAGE;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.Yield;

/** Cancels, of the message in hand and of others (semantics 3.3 and 4.4). */
public interface TransportCancelContract extends TransportUnderTest {
  @Test
  @DisplayName("R70: a yield that says so stops a long message, which counts as cancelled")
  default void aYieldStopsALongMessage() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message =
          SubmittedMessage.longOne(rig.taken())
              .whileUnderWay(() -> lane.support().answer(Yield.CANCEL_MESSAGE));
      assertInstanceOf(SubmitResult.Cancelled.class, lane.submit(message));
      assertFalse(message.isReadWhole());
      assertFalse(message.isOpen());
      assertEquals(Map.of(), message.outcomes());
      assertEquals(0, rig.arrived());
      lane.support().answer(Yield.CONTINUE);
      assertGoesOn(rig, lane);
    }
  }

  @Test
  @DisplayName("R70 R85: CANCEL_MESSAGE may come from elsewhere while the message is under way")
  default void aCancelFromElsewhere() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.longOne(rig.taken());
      message.whileUnderWay(
          () -> {
            lane.support().answer(Yield.CANCEL_MESSAGE);
            lane.tellFromElsewhere(new NotificationTarget.InHand(message.ref()), CANCEL_MESSAGE);
          });
      assertInstanceOf(SubmitResult.Cancelled.class, lane.submit(message));
      assertFalse(message.isOpen());
      assertEquals(0, rig.arrived());
      lane.support().answer(Yield.CONTINUE);
      assertGoesOn(rig, lane);
    }
  }

  @Test
  @DisplayName("R85: every other notification, too, may come while a data call runs")
  default void anyNotificationFromElsewhere() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message =
          SubmittedMessage.longOne(rig.taken())
              .whileUnderWay(
                  () -> {
                    lane.tellFromElsewhere(null, TransportNotification.END_INBOUND);
                    lane.tellFromElsewhere(null, TransportNotification.BEGIN_INBOUND);
                  });
      assertEquals(SubmitResult.OK, lane.submit(message));
      assertEquals(1, rig.arrived());
    }
  }

  @Test
  @DisplayName("R70: a cancel that comes too late does nothing to the next message")
  default void aLateCancel() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage done = SubmittedMessage.to(rig.taken());
      lane.submit(done);
      lane.end(done);
      lane.tellFromElsewhere(new NotificationTarget.InHand(done.ref()), CANCEL_MESSAGE);
      assertEquals(SubmitResult.OK, lane.submit(SubmittedMessage.to(rig.taken())));
      assertEquals(2, rig.arrived());
    }
  }

  @Test
  @DisplayName("forgetting a deferred message does nothing to the one in hand")
  default void aDeferredMessageIsForgotten() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      NotificationTarget deferred = new NotificationTarget.Deferred(new MessageId(4711));
      SubmittedMessage message =
          SubmittedMessage.longOne(rig.taken())
              .whileUnderWay(
                  () -> lane.tellFromElsewhere(deferred, ABORT_DEFERRED, CANCEL_MESSAGE));
      assertEquals(SubmitResult.OK, lane.submit(message));
      assertEquals(1, rig.arrived());
    }
  }

  @Test
  @DisplayName("ABORT_DEFERRED of a message that it never deferred is tolerated")
  default void anUnknownMessageIsForgotten() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.tellFromElsewhere(new NotificationTarget.Deferred(new MessageId(4711)), ABORT_DEFERRED);
      lane.flush(UPLOAD);
      assertGoesOn(rig, lane);
    }
  }

  private static void assertGoesOn(TransportRig rig, TestLane lane) throws Exception {
    assertEquals(SubmitResult.OK, lane.submit(SubmittedMessage.to(rig.taken())));
    assertEquals(1, rig.arrived());
  }
}
