package spooler.transport.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.api.mapi.StatusCode.AVAILABLE;
import static spooler.api.mapi.StatusCode.INBOUND_ENABLED;
import static spooler.api.mapi.StatusCode.INBOUND_FLUSH;
import static spooler.api.mapi.StatusCode.OUTBOUND_ACTIVE;
import static spooler.api.mapi.StatusCode.OUTBOUND_ENABLED;
import static spooler.api.mapi.StatusCode.OUTBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.CANCEL_MESSAGE;
import static spooler.api.mapi.TransportNotification.END_INBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.MessageRef;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.Yield;

/** The provider's half of the fourteen steps, as a lane over any medium plays it. */
class MediumLogonTest {
  private static final Duration RETRY = Duration.ofMinutes(5);
  private static final Traits SENDER =
      Traits.sender("Scripted", AddressTypes.of("SMTP"), RETRY).talkingTo("relay");
  private static final Traits BOTH_WAYS = SENDER.receiving();
  private static final Traits ON_A_LINE = BOTH_WAYS.needing("line:one", Duration.ofMinutes(1));
  private static final Set<FlushFlag> UPLOAD = Set.of(FlushFlag.UPLOAD);
  private static final Set<FlushFlag> DOWNLOAD = Set.of(FlushFlag.DOWNLOAD);
  private static final Set<FlushFlag> BOTH = Set.of(FlushFlag.UPLOAD, FlushFlag.DOWNLOAD);

  private final RecordingSupport spooler = new RecordingSupport();
  private final ScriptedMedium medium = new ScriptedMedium();

  @Test
  void validatingTellsTheMediumAndConnectsToNothing() throws MapiException {
    for (Traits traits : List.of(SENDER, SENDER.quiet())) {
      medium.calls.clear();
      new MediumLogon(spooler, traits, medium).status().validateState(Set.of());
      assertEquals(List.of("validate"), medium.calls);
    }
  }

  @Test
  void signingOnMakesTheRowAndConnectsToNothing() {
    logon(SENDER);
    assertTrue(spooler.rowExists);
    assertEquals(Set.of(AVAILABLE), spooler.bits());
    assertEquals("ready (relay)", spooler.text);
    assertEquals(List.of(), medium.calls);
  }

  @Test
  @DisplayName("R22: step 2 raises OUTBOUND_FLUSH when upload is asked, and only that")
  void step2RaisesTheOutboundBit() throws MapiException {
    logon(BOTH_WAYS).flushQueues(BOTH);
    assertEquals(Set.of(OUTBOUND_FLUSH), flushBits());
    assertEquals("sending (relay)", spooler.text);
  }

  @Test
  @DisplayName("R40: step 2 raises INBOUND_FLUSH at once when only download is asked")
  void downloadAloneRaisesTheInboundBit() throws MapiException {
    logon(BOTH_WAYS).flushQueues(DOWNLOAD);
    assertEquals(Set.of(INBOUND_FLUSH), flushBits());
  }

  @Test
  void aTransportThatOnlySendsDeclinesADownload() throws MapiException {
    MediumLogon logon = logon(SENDER);
    logon.flushQueues(DOWNLOAD);
    logon.startMessage(new Parcel());
    assertEquals(Set.of(), flushBits());
    assertEquals(List.of(), medium.calls);
  }

  @Test
  @DisplayName("R27, R28: steps 8 and 9 clear the outbound bit and raise the inbound one")
  void step9TurnsToTheInbound() throws MapiException {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.flushQueues(BOTH);
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals(Set.of(INBOUND_FLUSH), flushBits());
    assertEquals("fetching (relay)", spooler.text);
  }

  @Test
  @DisplayName("R28: step 9 without a download leaves no bit and no line")
  void step9EndsAnUploadOnlyFlush() throws MapiException {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.flushQueues(UPLOAD);
    send(logon);
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals(Set.of(), flushBits());
    assertEquals(List.of("open", "send", "close"), medium.calls);
  }

  @Test
  @DisplayName("R35: steps 12 and 13 clear the inbound bit and free everything")
  void step13FreesEverything() throws MapiException {
    MediumLogon logon = logon(ON_A_LINE);
    logon.flushQueues(BOTH);
    send(logon);
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals(List.of("line:one"), spooler.leased, "needed for fetching, too");
    logon.startMessage(new Parcel());
    logon.transportNotify(Set.of(END_INBOUND_FLUSH), null);
    assertEquals(Set.of(), flushBits());
    assertEquals(List.of(), spooler.leased);
    assertEquals(List.of("open", "send", "receive", "close"), medium.calls);
    assertEquals("ready (relay)", spooler.text);
  }

  @Test
  @DisplayName("R39: both END flags at once, as at shutdown, free everything and fetch nothing")
  void shutdownFreesEverything() throws MapiException {
    MediumLogon logon = logon(ON_A_LINE);
    logon.flushQueues(BOTH);
    send(logon);
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH, END_INBOUND_FLUSH), null);
    assertEquals(Set.of(), flushBits());
    assertEquals(List.of(), spooler.leased);
    assertEquals(List.of("open", "send", "close"), medium.calls);
  }

  @Test
  @DisplayName("R42: a second END of the same direction does no harm")
  void aRedundantEndIsTolerated() throws MapiException {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.flushQueues(UPLOAD);
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    logon.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals(Set.of(), flushBits());
  }

  @Test
  @DisplayName("R43: the resource is taken in FlushQueues, never by signing on")
  void theResourceIsTakenInStep2() throws MapiException {
    MediumLogon logon = logon(ON_A_LINE);
    assertEquals(List.of(), spooler.leased);
    logon.flushQueues(UPLOAD);
    assertEquals(List.of("line:one"), spooler.leased);
  }

  @Test
  @DisplayName("R41: a resource that another holds means no flush, whoever raised the bits")
  void aBusyResourceMeansNoFlush() throws MapiException {
    MediumLogon logon = logon(ON_A_LINE);
    spooler.holder = "modem, since 10:00";
    logon.status().flushQueues(UPLOAD);
    assertThrows(ResourceBusyException.class, () -> logon.flushQueues(UPLOAD));
    assertEquals(Set.of(), flushBits());
    assertEquals("line:one is held by modem, since 10:00", spooler.text);
  }

  @Test
  void aBusyResourceIsAskedForAgainNextTime() throws MapiException {
    MediumLogon logon = logon(ON_A_LINE);
    spooler.holder = "modem";
    assertInstanceOf(SubmitResult.NetworkError.class, submit(logon));
    assertEquals(List.of("close"), medium.calls, "nothing was opened without the resource");
    spooler.holder = null;
    assertEquals(SubmitResult.OK, submit(logon));
    assertEquals(List.of("line:one"), spooler.leased);
  }

  @Test
  void theLineStaysOpenThroughTheTurn() throws MapiException {
    MediumLogon logon = logon(SENDER);
    logon.flushQueues(UPLOAD);
    send(logon);
    send(logon);
    assertEquals(List.of("open", "send", "send"), medium.calls);
  }

  @Test
  void outboundActiveLastsFromSubmitToEnd() {
    MediumLogon logon = logon(SENDER);
    assertEquals(SubmitResult.OK, submit(logon));
    assertTrue(spooler.bits().contains(OUTBOUND_ACTIVE));
    assertEquals(EndResult.SENT, logon.endMessage(MessageRef.OUTBOUND));
    assertFalse(spooler.bits().contains(OUTBOUND_ACTIVE));
  }

  @Test
  @DisplayName("R54: no EndMessage follows another answer, so OUTBOUND_ACTIVE ends by itself")
  void outboundActiveEndsWithAnyOtherAnswer() {
    medium.sends.add(SubmitResult.NotMe::new);
    assertInstanceOf(SubmitResult.NotMe.class, submit(logon(SENDER)));
    assertFalse(spooler.bits().contains(OUTBOUND_ACTIVE));
  }

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

  @Test
  @DisplayName("R30, R31: a transport that knows of more says so, once per message")
  void moreMailIsAnnounced() throws MapiException {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.flushQueues(DOWNLOAD);
    medium.waiting = 2;
    Parcel first = new Parcel();
    logon.startMessage(first);
    assertTrue(first.saved);
    assertEquals(List.of(new SpoolerNotification.NewMail()), spooler.notifications);
    logon.startMessage(new Parcel());
    assertEquals(1, spooler.notifications.size());
    Parcel none = new Parcel();
    logon.startMessage(none);
    assertFalse(none.touched());
  }

  @Test
  @DisplayName("the enabled bits follow BEGIN and END of each direction")
  void theEnabledBitsFollow() {
    MediumLogon logon = logon(BOTH_WAYS);
    logon.transportNotify(
        Set.of(TransportNotification.BEGIN_INBOUND, TransportNotification.BEGIN_OUTBOUND), null);
    assertEquals(Set.of(AVAILABLE, INBOUND_ENABLED, OUTBOUND_ENABLED), spooler.bits());
    logon.transportNotify(
        Set.of(TransportNotification.END_INBOUND, TransportNotification.END_OUTBOUND), null);
    assertEquals(Set.of(AVAILABLE), spooler.bits());
  }

  @Test
  @DisplayName("R45: FlushQueues on the status object only raises bits")
  void theStatusObjectOnlyRaisesBits() throws MapiException {
    logon(BOTH_WAYS).status().flushQueues(BOTH);
    assertEquals(Set.of(OUTBOUND_FLUSH, INBOUND_FLUSH), flushBits());
    assertEquals(List.of(), medium.calls);
  }

  @Test
  void theStatusObjectOfASenderRaisesNoInboundBit() throws MapiException {
    logon(SENDER).status().flushQueues(BOTH);
    assertEquals(Set.of(OUTBOUND_FLUSH), flushBits());
  }

  @Test
  @DisplayName("R4: without STATUS_FLUSH_QUEUES the status object refuses")
  void aQuietTransportsStatusObjectRefuses() {
    TransportStatus status = logon(SENDER.quiet()).status();
    assertThrows(MapiException.class, () -> status.flushQueues(UPLOAD));
  }

  @Test
  void idleEndsWhatOrdinaryDeliveryLeftOpen() {
    MediumLogon logon = logon(ON_A_LINE);
    submit(logon);
    logon.idle();
    assertEquals(List.of("open", "send", "close"), medium.calls);
    assertEquals(List.of(), spooler.leased);
  }

  @Test
  @DisplayName("R86: signing off frees everything and takes the row away")
  void signingOffLeavesNothing() throws MapiException {
    MediumLogon logon = logon(ON_A_LINE);
    logon.flushQueues(UPLOAD);
    send(logon);
    logon.close();
    assertFalse(spooler.rowExists);
    assertEquals(List.of(), spooler.leased);
    assertEquals(List.of("open", "send", "close", "sign off"), medium.calls);
  }

  private MediumLogon logon(Traits traits) {
    return new MediumLogon(spooler, traits, medium);
  }

  private static SubmitResult submit(MediumLogon logon) {
    return logon.submitMessage(new Parcel(), Set.of());
  }

  private static void send(MediumLogon logon) {
    assertEquals(SubmitResult.OK, submit(logon));
    assertEquals(EndResult.SENT, logon.endMessage(MessageRef.OUTBOUND));
  }

  private static ScriptedMedium.Step broken(String why) {
    return () -> {
      throw new IOException(why);
    };
  }

  private Set<StatusCode> flushBits() {
    return spooler.bits().stream()
        .filter(bit -> bit == OUTBOUND_FLUSH || bit == INBOUND_FLUSH)
        .collect(Collectors.toSet());
  }
}
