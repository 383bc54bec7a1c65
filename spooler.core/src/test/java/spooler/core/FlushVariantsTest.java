package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Recipient;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.StatusRowUpdate;
import spooler.testkit.ScriptedLogon;
import spooler.testkit.ScriptedTransport;

/** Turns that are not plain: one direction ends early, or was not asked for, or fails. */
class FlushVariantsTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private List<String> ends(String transport) {
    return rig.log.of(transport + ".transportNotify[END");
  }

  @Test
  @DisplayName("R29: StartMessage comes only if INBOUND_FLUSH is set when the row is read again")
  void inboundBitIsReadAgain() throws Exception {
    rig.add(
        rig.transport("t")
            .holds("mail")
            .flushes(
                (logon, flags) -> {
                  logon.raiseAsAsked(flags);
                  logon.raise(StatusCode.INBOUND_FLUSH); // as early as step 2
                })
            .afterNotify(
                (logon, what) -> {
                  if (what.contains(TransportNotification.END_OUTBOUND_FLUSH)) {
                    logon.clear(StatusCode.INBOUND_FLUSH); // thought better of it
                  }
                }));
    rig.log.clear();

    rig.flush(Rig.BOTH);

    assertEquals(List.of(), rig.log.of("t.startMessage"));
    assertEquals(List.of("t.transportNotify[END_OUTBOUND_FLUSH]"), ends("t"));
  }

  @Test
  @DisplayName("R29 R31: INBOUND_FLUSH is read before each StartMessage, and no bit means no more")
  void inboundBitIsReadBeforeEach() throws Exception {
    Wayward transport = new Wayward(rig.transport("t").holds("one", "two", "three"));
    transport.in(
        "startMessage",
        call -> {
          Object done = call.good();
          transport
              .support()
              .modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.INBOUND_FLUSH));
          return done;
        });
    rig.add(transport);
    rig.log.clear();

    assertEquals(1, rig.flush(Rig.FETCH).counts().received());

    assertEquals(1, rig.log.of("t.startMessage").size());
    assertEquals(List.of("t.transportNotify[END_INBOUND_FLUSH]"), ends("t"));
    transport.behave();
    assertEquals(2, rig.flush(Rig.FETCH).counts().received(), "the rest stayed on the far side");
  }

  @Test
  @DisplayName("R32: success without a save ends the inbound phase and leaves nothing in the store")
  void filledButNotSaved() throws Exception {
    Wayward transport = new Wayward(rig.transport("t"));
    transport.in(
        "startMessage",
        call -> {
          InboundMessage message = call.arg(InboundMessage.class);
          message.addRecipient(Recipient.to("me@example.org"));
          message.body().write(new byte[100]);
          call.good();
          return null;
        });
    rig.add(transport);

    FlushReport report = rig.flush(Rig.FETCH);

    assertEquals(HResult.S_OK, report.result());
    assertEquals(0, report.counts().received());
    assertEquals(List.of(), rig.inbox.mail());
    assertEquals(1, rig.log.of("t.startMessage").size());
  }

  @Test
  @DisplayName("R31: a message that is saved twice is delivered once, and the loop goes on")
  void savedTwice() throws Exception {
    Wayward transport = new Wayward(rig.transport("t").holds("one", "two"));
    transport.in(
        "startMessage",
        call -> {
          Object done = call.good();
          call.arg(InboundMessage.class).save();
          return done;
        });
    rig.add(transport);

    assertEquals(2, rig.flush(Rig.FETCH).counts().received());
    assertEquals(List.of("one", "two"), rig.inbox.mail());
  }

  @Test
  @DisplayName("R38: clearing OUTBOUND_FLUSH ends sending only; fetching has its turn")
  void onlyOutboundEnds() throws Exception {
    ScriptedTransport transport = rig.transport("t").holds("mail");
    transport.plays(
        message -> {
          transport
              .support()
              .modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.OUTBOUND_FLUSH));
          return ScriptedTransport.deliver(message);
        });
    rig.add(transport);
    rig.submit("a@example.org");
    rig.submit("b@example.org");

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(1, report.counts().sent());
    assertEquals(1, report.counts().received());
    assertEquals(1, rig.queued());
    assertEquals(
        List.of("t.transportNotify[END_OUTBOUND_FLUSH]", "t.transportNotify[END_INBOUND_FLUSH]"),
        ends("t"));
  }

  @Test
  @DisplayName("R38: clearing INBOUND_FLUSH while it sends ends fetching only; sending goes on")
  void onlyInboundEnds() throws Exception {
    ScriptedTransport transport = rig.transport("t").holds("mail");
    transport
        .flushes((logon, flags) -> logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH))
        .plays(
            message -> {
              transport
                  .support()
                  .modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.INBOUND_FLUSH));
              return ScriptedTransport.deliver(message);
            });
    rig.add(transport);
    rig.submit("a@example.org");
    rig.submit("b@example.org");

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(2, report.counts().sent());
    assertEquals(0, report.counts().received());
    assertEquals(List.of("t.transportNotify[END_OUTBOUND_FLUSH]"), ends("t"));
  }

  @Test
  @DisplayName("R40: upload only never starts a message, though the transport raises INBOUND_FLUSH")
  void uploadOnly() throws Exception {
    rig.add(
        rig.transport("t")
            .holds("mail")
            .flushes(
                (logon, flags) ->
                    logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH)));
    rig.submit("a@example.org");

    assertEquals(1, rig.flush(Rig.SEND).counts().sent());

    assertEquals(List.of(), rig.log.of("t.startMessage"));
    assertEquals(Set.of(), flushBits("t"));
  }

  @Test
  @DisplayName("R40: download only never submits, though the transport raises OUTBOUND_FLUSH")
  void downloadOnly() throws Exception {
    rig.add(
        rig.transport("t")
            .holds("mail")
            .flushes(
                (logon, flags) ->
                    logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH)));
    rig.submit("a@example.org");

    FlushReport report = rig.flush(Rig.FETCH);

    assertEquals(List.of(), rig.log.of("t.submitMessage"));
    assertEquals(0, report.counts().sent());
    assertEquals(1, rig.queued());
    assertEquals(Set.of(), flushBits("t"));
  }

  private Set<StatusCode> flushBits(String transport) throws Exception {
    Set<StatusCode> bits = EnumSet.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
    bits.retainAll(rig.row(transport).statusCode());
    return bits;
  }

  @Test
  @DisplayName("R41 R42: who refuses FlushQueues is skipped with his reason and told no END at all")
  void refusedFlushQueues() throws Exception {
    rig.add(
        rig.transport("bad")
            .needs("line:1")
            .flushes(
                (logon, flags) -> {
                  logon.raise(StatusCode.OUTBOUND_FLUSH);
                  throw new MapiException(HResult.MAPI_E_NO_ACCESS, "no dial tone");
                }),
        rig.transport("good").needs("line:1").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("LAN:b");
    rig.log.clear();

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(HResult.MAPI_E_NO_ACCESS, report.result());
    assertEquals(
        List.of("no dial tone", ""),
        report.turns().stream().map(FlushReport.Turn::reason).toList());
    assertEquals(List.of("bad.flushQueues[UPLOAD, DOWNLOAD, NO_UI]"), rig.log.of("bad."));
    assertEquals(Set.of(), flushBits("bad"));
    assertEquals(1, report.counts().sent(), "the line was free for the next");
  }

  @Test
  @DisplayName("R42: END comes once for each direction, also when the transport cleared the bit")
  void endsOnce() throws Exception {
    ScriptedTransport transport = rig.transport("t").holds("one");
    transport.flushes(
        (logon, flags) -> logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH));
    transport.plays(
        message -> {
          transport
              .support()
              .modifyStatusRow(
                  StatusRowUpdate.update()
                      .clear(StatusCode.OUTBOUND_FLUSH)
                      .raise(StatusCode.INBOUND_FLUSH));
          return ScriptedTransport.deliver(message);
        });
    rig.add(transport);
    rig.submit("a@example.org");

    rig.flush(Rig.BOTH);

    assertEquals(List.of("t.transportNotify[END_OUTBOUND_FLUSH]"), ends("t"), "it left it at that");
    rig.log.clear();
    rig.submit("b@example.org");
    transport
        .flushes(ScriptedLogon::raiseAsAsked)
        .afterNotify(
            (logon, what) -> {
              if (what.contains(TransportNotification.END_OUTBOUND_FLUSH)) {
                logon.raise(StatusCode.OUTBOUND_FLUSH); // begins again, as it thinks
              }
            });
    rig.flush(Rig.BOTH);
    assertEquals(
        List.of("t.transportNotify[END_OUTBOUND_FLUSH]", "t.transportNotify[END_INBOUND_FLUSH]"),
        ends("t"));
  }
}
