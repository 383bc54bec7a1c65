package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static spooler.api.mapi.FlushFlag.DOWNLOAD;
import static spooler.api.mapi.FlushFlag.UPLOAD;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.ShutdownFlag;
import spooler.api.transport.SubmitResult;

/** Signing off, at any time (semantics 1.1 and 3.2). What was left behind, the lane finds out. */
public interface TransportCloseContract extends TransportUnderTest {
  @Test
  @DisplayName("signing off takes the row away, also right after signing on")
  default void signingOffTakesTheRowAway() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = new TestLane(rig, 0)) {
      lane.signOffOnce();
      assertFalse(lane.support().hasRow());
    }
  }

  @Test
  @DisplayName("signing off in the middle of a flush frees everything")
  default void signingOffInAFlush() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD, DOWNLOAD);
      SubmittedMessage message = SubmittedMessage.to(rig.taken());
      lane.submit(message);
      lane.end(message);
      lane.signOffOnce();
      assertEquals(List.of(), lane.support().held());
      assertFalse(lane.support().hasRow());
    }
  }

  @Test
  @DisplayName("signing off twice is once")
  default void signingOffTwice() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.signOffOnce();
      lane.signOffOnce();
      lane.closeFromElsewhere();
    }
  }

  @Test
  @DisplayName("signing off does not wait for the call that runs; that one ends, and all is free")
  default void signingOffUnderACall() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.flush(UPLOAD);
      SubmittedMessage message = SubmittedMessage.longOne(rig.taken());
      message.whileUnderWay(lane::closeFromElsewhere);
      SubmitResult result = lane.submit(message);
      assertFalse(result instanceof SubmitResult.Ok, "it was cut off");
      assertFalse(message.isOpen());
      assertEquals(List.of(), lane.support().held());
      assertFalse(lane.support().hasRow());
      assertEquals(0, rig.arrived());
    }
  }

  @Test
  @DisplayName("what was signed off can be signed on again, and shut down at the end")
  default void signingOnAgain() throws Exception {
    try (TransportRig rig = rig()) {
      for (int times = 1; times <= 3; times++) {
        try (TestLane lane = TestLane.of(rig)) {
          lane.flush(UPLOAD);
          assertEquals(SubmitResult.OK, lane.submit(SubmittedMessage.to(rig.taken())));
          assertEquals(times, rig.arrived());
        }
      }
      rig.provider().shutdown(EnumSet.noneOf(ShutdownFlag.class));
    }
  }
}
