package spooler.transport.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static spooler.api.mapi.StatusCode.OUTBOUND_ACTIVE;
import static spooler.api.mapi.StatusCode.OUTBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.CANCEL_MESSAGE;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.MapiException;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.Yield;

/** A line that cannot be opened, breaks, or is cut: what becomes of the turn and of its row. */
class MediumLineTest extends LogonTest {
  @Test
  @DisplayName("R37, R57: a line that cannot be opened ends the turn and costs no attempt")
  void aLineThatCannotBeOpenedEndsTheTurn() throws MapiException {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.flushQueues(BOTH);
    medium.openFault = new IOException("relay does not answer");
    assertEquals(new SubmitResult.NetworkError(RETRY, "relay does not answer"), submit(logon));
    assertEquals(Set.of(), flushBits());
    assertFalse(spooler.bits().contains(OUTBOUND_ACTIVE));
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals(Set.of(), flushBits(), "nothing to fetch over a dead line");
    assertEquals("relay does not answer", spooler.text, "shown until it works again");
  }

  @Test
  void theRowShowsThatALineWorksAgain() throws MapiException {
    MediumLogon logon = logon(SENDER);
    medium.openFault = new IOException("relay does not answer");
    submit(logon);
    medium.openFault = null;
    send(logon);
    assertEquals("ready (relay)", spooler.text);
  }

  @Test
  @DisplayName("R37, R57: a medium that wants to be left alone ends the turn, and keeps its line")
  void aMediumThatSaysNotNowEndsTheTurn() throws MapiException {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.flushQueues(BOTH);
    SubmitResult notNow = new SubmitResult.NetworkError(RETRY, "enough for now");
    medium.sends.add(() -> notNow);
    assertEquals(notNow, submit(logon));
    assertEquals(Set.of(), flushBits());
    assertEquals("enough for now", spooler.text);
    assertEquals(List.of("open", "send"), medium.calls);
  }

  @Test
  void theRowShowsWhomAMediumHasChosen() throws MapiException {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.flushQueues(UPLOAD);
    medium.peer = "stand-in";
    send(logon);
    assertEquals("sending (stand-in)", spooler.text);
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    medium.peer = "relay";
    logon.startMessage(new Parcel());
    assertEquals("ready (relay)", spooler.text);
  }

  @Test
  void aLineThatBreaksIsOpenedAgainForTheNextMessage() throws MapiException {
    MediumLogon logon = logon(SENDER);
    logon.flushQueues(UPLOAD);
    medium.sends.add(broken("gone"));
    assertEquals(new SubmitResult.NetworkError(RETRY, "gone"), submit(logon));
    assertEquals(Set.of(OUTBOUND_FLUSH), flushBits());
    send(logon);
    assertEquals(List.of("open", "send", "close", "open", "send"), medium.calls);
  }

  @Test
  @DisplayName("R37: a line that breaks twice in a row ends the turn")
  void aLineThatKeepsBreakingEndsTheTurn() throws MapiException {
    MediumLogon logon = logon(SENDER);
    logon.flushQueues(UPLOAD);
    medium.sends.add(broken("gone"));
    medium.sends.add(broken("gone again"));
    submit(logon);
    submit(logon);
    assertEquals(Set.of(), flushBits());
    assertEquals("gone again", spooler.text);
  }

  @Test
  void aDefectOfTheMediumClosesTheLineAndReachesTheSpooler() {
    MediumLogon logon = logon(SENDER);
    medium.sends.add(
        () -> {
          throw new IllegalStateException("defect");
        });
    assertThrows(IllegalStateException.class, () -> submit(logon));
    assertEquals(List.of("open", "send", "close"), medium.calls);
    assertFalse(spooler.bits().contains(OUTBOUND_ACTIVE));
  }

  @Test
  void soDoesAnErrorThatNobodyExpects() {
    MediumLogon logon = logon(SENDER);
    medium.sends.add(
        () -> {
          throw new StackOverflowError("too deep");
        });
    assertThrows(StackOverflowError.class, () -> submit(logon));
    assertEquals(List.of("open", "send", "close"), medium.calls);
    assertFalse(spooler.bits().contains(OUTBOUND_ACTIVE));
  }

  @Test
  @DisplayName("R70: a cancel hangs up the line under the message in hand, which ends as cancelled")
  void aCancelEndsTheMessageInHand() {
    MediumLogon logon = logon(SENDER);
    Parcel parcel = new Parcel();
    medium.sends.add(
        () -> {
          spooler.yield = Yield.CANCEL_MESSAGE;
          logon.transportNotify(Set.of(CANCEL_MESSAGE), new NotificationTarget.InHand(parcel.ref));
          assertEquals(List.of("open", "send", "close"), medium.calls);
          throw new IOException("closed under way");
        });
    assertInstanceOf(SubmitResult.Cancelled.class, logon.submitMessage(parcel, Set.of()));
  }

  @Test
  void aLateCancelOfAnotherMessageIsIgnored() {
    MediumLogon logon = logon(SENDER);
    Parcel first = new Parcel();
    logon.submitMessage(first, Set.of());
    Parcel second = new Parcel();
    medium.sends.add(
        () -> {
          assertNotEquals(first.ref, second.ref);
          logon.transportNotify(Set.of(CANCEL_MESSAGE), new NotificationTarget.InHand(first.ref));
          assertEquals(List.of("open", "send", "send"), medium.calls);
          return SubmitResult.OK;
        });
    assertEquals(SubmitResult.OK, logon.submitMessage(second, Set.of()));
  }

  @Test
  void aHangUpWhileTheLineIsBeingOpenedIsNotLost() {
    MediumLogon logon = logon(SENDER);
    medium.whileOpening = () -> logon.transportNotify(Set.of(CANCEL_MESSAGE), null);
    assertInstanceOf(SubmitResult.NetworkError.class, submit(logon));
    assertFalse(medium.calls.contains("send"));
    assertEquals("close", medium.calls.get(medium.calls.size() - 1));
  }
}
