package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.StatusRowUpdate;
import spooler.testkit.ScriptedTransport;

/** The flush as the founding table has it, step by step. */
class FourteenStepsTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @DisplayName(
      "R19 R20 R24 R25 R26 R34 R36: two transports, each in fourteen steps, one after the other")
  void fourteenStepsEach() throws Exception {
    rig.add(
        rig.transport("first").holds("mail"),
        rig.transport("second").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("b@example.org");
    rig.submit("LAN:carol");
    rig.log.clear();

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(HResult.S_OK, report.result());
    assertEquals(
        List.of(
            "first.flushQueues[UPLOAD, DOWNLOAD, NO_UI]",
            "first.submitMessage",
            "first.endMessage",
            "first.submitMessage",
            "first.endMessage",
            "first.transportNotify[END_OUTBOUND_FLUSH]",
            "first.startMessage",
            "first.startMessage",
            "first.transportNotify[END_INBOUND_FLUSH]",
            "second.flushQueues[UPLOAD, DOWNLOAD, NO_UI]",
            "second.submitMessage",
            "second.endMessage",
            "second.transportNotify[END_OUTBOUND_FLUSH]",
            "second.startMessage",
            "second.transportNotify[END_INBOUND_FLUSH]"),
        rig.log.all());
    assertEquals(3, report.counts().sent());
    assertEquals(1, report.counts().received());
    assertEquals(0, rig.queued());
    assertEquals(List.of("mail"), rig.inbox.mail());
  }

  @Test
  @DisplayName(
      "R6 R40: upload only never starts an inbound message, download only never submits one")
  void directionsAreKeptApart() throws Exception {
    rig.add(rig.transport("t").holds("mail"));
    rig.submit("a@example.org");

    rig.flush(Rig.FETCH);
    assertEquals(List.of(), rig.log.of("t.submit"));
    assertEquals(1, rig.queued());

    rig.log.clear();
    rig.flush(Rig.SEND);
    assertEquals(List.of(), rig.log.of("t.start"));
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName("R40: a bit for a direction that was not asked is answered by its END at once")
  void aBitNobodyAskedFor() throws Exception {
    rig.add(
        rig.transport("t")
            .flushes(
                (logon, flags) -> {
                  logon.raiseAsAsked(flags);
                  logon.raise(StatusCode.OUTBOUND_FLUSH);
                }));
    rig.submit("a@example.org");
    rig.log.clear();

    rig.flush(Rig.FETCH);

    assertEquals(
        List.of(
            "t.flushQueues[DOWNLOAD, NO_UI]",
            "t.transportNotify[END_OUTBOUND_FLUSH]",
            "t.startMessage",
            "t.transportNotify[END_INBOUND_FLUSH]"),
        rig.log.all());
  }

  @Test
  @DisplayName(
      "R23 R37: a transport that clears its bits gets no further message; the next one has its turn")
  void aTransportMayStop() throws Exception {
    ScriptedTransport a = rig.transport("a");
    a.plays(
        message -> {
          a.support()
              .modifyStatusRow(
                  StatusRowUpdate.update()
                      .clear(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH));
          return ScriptedTransport.deliver(message);
        });
    rig.add(a, rig.transport("b").carries(AddressTypes.of("LAN")));
    rig.submit("1@example.org");
    rig.submit("2@example.org");
    rig.submit("LAN:x");
    rig.log.clear();

    rig.flush(Rig.SEND);

    assertEquals(1, rig.log.of("a.submit").size());
    assertEquals(1, rig.log.of("a.transportNotify[END_OUTBOUND").size());
    assertEquals(1, rig.log.of("b.submit").size());
    assertEquals(1, rig.queued());
  }

  @Test
  @DisplayName("R28 R35: the bits are clear after each END, even if the transport forgets")
  void forgottenBitsAreCleared() throws Exception {
    rig.add(
        rig.transport("t")
            .afterNotify(
                (logon, what) -> {
                  if (what.contains(TransportNotification.END_OUTBOUND_FLUSH)) {
                    logon.raise(StatusCode.OUTBOUND_FLUSH);
                  } else if (what.contains(TransportNotification.END_INBOUND_FLUSH)) {
                    logon.raise(StatusCode.INBOUND_FLUSH);
                  }
                }));

    rig.flush(Rig.BOTH);

    assertFalse(rig.row("t").statusCode().contains(StatusCode.OUTBOUND_FLUSH));
    assertFalse(rig.row("t").statusCode().contains(StatusCode.INBOUND_FLUSH));
  }

  @Test
  @DisplayName(
      "R41: a transport whose FlushQueues fails is skipped and reported; the others are flushed")
  void aFailingTransportIsSkipped() throws Exception {
    rig.add(
        rig.transport("bad")
            .carries(AddressTypes.of("LAN"))
            .flushes(
                (logon, flags) -> {
                  throw new MapiException(HResult.MAPI_E_NO_ACCESS, "no line today");
                }),
        rig.transport("good"));
    rig.submit("a@example.org");

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(HResult.MAPI_E_NO_ACCESS, report.result());
    assertEquals("no line today", report.turns().get(0).reason());
    assertEquals(HResult.S_OK, report.turns().get(1).result());
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName("R33: saving an untouched message ends the inbound phase and delivers nothing")
  void theFoundingEndMark() throws Exception {
    rig.add(rig.transport("t").holds("one", "two").marksTheEnd());

    FlushReport report = rig.flush(Rig.FETCH);

    assertEquals(2, report.counts().received());
    assertEquals(3, rig.log.of("t.startMessage").size());
    assertEquals(2, rig.inbox.mail().size());
  }

  @Test
  @DisplayName("R43: two transports share one line; it is free whenever FlushQueues is entered")
  void oneLineForTwo() throws Exception {
    rig.add(
        rig.transport("a").needs("line:1").holds("x"),
        rig.transport("b").needs("line:1").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("LAN:b");

    FlushTicket ticket = rig.ticket(EntryId.NONE, Rig.BOTH);

    assertEquals(HResult.S_OK, ticket.report().orElseThrow().result());
    List<String> holders = new ArrayList<>();
    for (FlushTrace.Step step : ticket.trace().steps()) {
      if (holders.isEmpty() || !holders.get(holders.size() - 1).equals(step.holder())) {
        holders.add(step.holder());
      }
    }
    assertEquals(List.of("a/0", "", "b/0", ""), holders, "the line's holder along the trace");
  }

  @Test
  @DisplayName("each of the fourteen steps, upload and download, is in the trace")
  void theTraceShowsAllSteps() throws Exception {
    rig.add(rig.transport("t").holds("x"));
    rig.submit("a@example.org");

    FlushTrace trace = rig.ticket(EntryId.NONE, Rig.BOTH).trace();

    assertEquals(
        IntStream.rangeClosed(1, 14).boxed().toList(),
        trace.steps().stream().map(FlushTrace.Step::number).toList());
    FlushTrace.Step ended = trace.steps().get(7);
    assertEquals(8, ended.number());
    assertEquals(EnumSet.of(StatusCode.INBOUND_FLUSH), ended.bits());
  }

  @Test
  @DisplayName(
      "R9: no direction is a no-op; R21: ASYNC_OK stays with the spooler; R48: it returns at once")
  void flagsOfTheSpooler() throws Exception {
    rig.add(rig.transport("t"));
    rig.log.clear();
    assertEquals(HResult.S_OK, rig.flush(EnumSet.of(FlushFlag.FORCE)).result());
    assertEquals(List.of(), rig.log.all());

    rig.submit("a@example.org");
    FlushTicket ticket = rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    assertEquals(HResult.S_OK, Rig.await(ticket).result());
    assertEquals(List.of("t.flushQueues[UPLOAD]"), rig.log.of("t.flushQueues"));
    assertTrue(ticket.report().isPresent());
  }
}
