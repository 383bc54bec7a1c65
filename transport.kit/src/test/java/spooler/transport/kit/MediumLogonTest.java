package spooler.transport.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.api.mapi.StatusCode.AVAILABLE;
import static spooler.api.mapi.StatusCode.INBOUND_ENABLED;
import static spooler.api.mapi.StatusCode.INBOUND_FLUSH;
import static spooler.api.mapi.StatusCode.OUTBOUND_ACTIVE;
import static spooler.api.mapi.StatusCode.OUTBOUND_ENABLED;
import static spooler.api.mapi.StatusCode.OUTBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_INBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.MessageRef;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportStatus;

/** The provider's half of the fourteen steps, as a lane over any medium plays it. */
class MediumLogonTest extends LogonTest {
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
}
