package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusObject;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.testkit.ScriptedTransport;

/** Who may ask for a flush, of whom, and when. */
class FlushRequestTest {
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
      "R4 R5: a transport without FLUSH_QUEUES refuses it, and is flushed through the spooler's object")
  void theFallback() throws Exception {
    rig.add(rig.transport("quiet").quiet(), rig.transport("other"));
    rig.submit("a@example.org");
    EntryId quiet = rig.row("quiet").entryId();
    assertEquals(EnumSet.of(ResourceMethod.VALIDATE_STATE), rig.row("quiet").methods());

    try (StatusObject object = rig.session.openEntry(quiet)) {
      MapiException refused =
          assertThrows(MapiException.class, () -> object.flushQueues(EntryId.NONE, Rig.SEND));
      assertEquals(HResult.MAPI_E_NO_SUPPORT, refused.hresult());
    }
    rig.log.clear();
    assertEquals(1, rig.flush(quiet, Rig.SEND).counts().sent());
    assertEquals(List.of(), rig.log.of("other."), "the target only");
  }

  @Test
  @DisplayName(
      "R45 R46: FlushQueues on a transport's object raises bits; the spooler then calls its logon")
  void onTheTransportsOwnObject() throws Exception {
    rig.add(rig.transport("t"));
    rig.submit("a@example.org");
    rig.log.clear();

    FlushReport report;
    try (StatusObject object = rig.session.openEntry(rig.row("t").entryId())) {
      report = Rig.await(object.flushQueues(EntryId.NONE, Rig.SEND));
    }

    assertEquals(1, report.counts().sent());
    assertEquals(
        List.of("t.status.flushQueues", "t.flushQueues[UPLOAD, NO_UI]"),
        rig.log.all().subList(0, 2));
  }

  @Test
  @DisplayName(
      "R50 R51: a transport that raises a bit by itself is flushed; without one it is left alone")
  void selfInitiated() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    rig.submit("a@example.org");
    assertEquals(List.of(), rig.log.of("t.flushQueues"));

    transport
        .support()
        .modifyStatusRow(
            spooler.api.transport.StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH));

    FlushTicket ticket = rig.session.flushes().get(0);
    assertEquals(1, Rig.await(ticket).counts().sent());
    assertEquals(List.of("t.flushQueues[UPLOAD, NO_UI]"), rig.log.of("t.flushQueues"));
  }

  @Test
  @DisplayName(
      "R50: bits raised in the middle of ordinary delivery are answered by a flush after it")
  void selfInitiatedInTheMiddleOfASession() throws Exception {
    CountDownLatch inSubmit = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ScriptedTransport transport =
        rig.transport("t").eager().plays(message -> waitFor(inSubmit, goOn, message));
    rig.add(transport);
    rig.submit("a@example.org");
    inSubmit.await();

    FlushTicket ticket;
    try (StatusObject object = rig.session.openEntry(rig.row("t").entryId())) {
      ticket = object.flushQueues(EntryId.NONE, Rig.SEND);
    }
    goOn.countDown();

    assertEquals(HResult.S_OK, Rig.await(ticket).result());
    assertEquals(List.of("t.flushQueues[UPLOAD, NO_UI]"), rig.log.of("t.flushQueues"));
  }

  @Test
  @DisplayName("R47: without ASYNC_OK it returns when all work of all transports is done")
  void synchronous() throws Exception {
    CountDownLatch inSubmit = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    rig.add(
        rig.transport("first"),
        rig.transport("last")
            .carries(AddressTypes.of("LAN"))
            .plays(
                message -> {
                  inSubmit.countDown();
                  Rig.hangOn(go);
                  return ScriptedTransport.deliver(message);
                }));
    rig.submit("a@example.org");
    rig.submit("LAN:b");
    FutureTask<FlushReport> caller = new FutureTask<>(() -> rig.flush(Rig.SEND));
    new Thread(caller, "a client").start();

    inSubmit.await();
    assertFalse(caller.isDone(), "the last message is still in hand");
    go.countDown();

    assertEquals(2, caller.get(20, TimeUnit.SECONDS).counts().sent());
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName("R49: a second request is refused while a flush runs")
  void oneAtATime() throws Exception {
    CountDownLatch inSubmit = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    rig.add(rig.transport("slow").plays(message -> waitFor(inSubmit, goOn, message)));
    rig.submit("a@example.org");
    FlushTicket first = rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inSubmit.await();

    MapiException refused = assertThrows(MapiException.class, () -> rig.flush(Rig.SEND));

    assertEquals(HResult.MAPI_E_BUSY, refused.hresult());
    assertEquals("slow", first.progress().transport());
    goOn.countDown();
    assertEquals(HResult.S_OK, Rig.await(first).result());
  }

  @Test
  @DisplayName(
      "an aborted flush lets the message in hand finish and leaves the others in the queue")
  void abort() throws Exception {
    CountDownLatch inSubmit = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    rig.add(
        rig.transport("slow").plays(message -> waitFor(inSubmit, goOn, message)),
        rig.transport("next").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("b@example.org");
    FlushTicket ticket = rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inSubmit.await();
    ticket.abort();
    goOn.countDown();

    FlushReport report = Rig.await(ticket);

    assertEquals(HResult.MAPI_E_USER_CANCEL, report.result());
    assertEquals(1, report.counts().sent());
    assertEquals(1, rig.queued());
    assertEquals(
        List.of("slow.transportNotify[END_INBOUND_FLUSH, END_OUTBOUND_FLUSH]"),
        rig.log.of("slow.transportNotify[END"));
    assertEquals(List.of(), rig.log.of("next.flush"));
  }

  @Test
  @DisplayName("R7: targets that are no transport's row are refused, and nothing is flushed")
  void wrongTargets() throws Exception {
    rig.add(rig.transport("gone"), rig.transport("t"));
    EntryId gone = rig.row("gone").entryId();
    rig.remove("gone");
    rig.log.clear();

    assertRefused(HResult.MAPI_E_NOT_FOUND, gone);
    assertRefused(HResult.MAPI_E_INVALID_ENTRYID, rig.spoolerRow());
    assertRefused(
        HResult.MAPI_E_INVALID_ENTRYID, rig.rows(ResourceType.SUBSYSTEM).get(0).entryId());
    assertRefused(HResult.MAPI_E_INVALID_ENTRYID, EntryId.of(new byte[] {1, 2, 3}));
    assertEquals(List.of(), rig.log.all());
  }

  private void assertRefused(HResult expected, EntryId target) {
    MapiException refused = assertThrows(MapiException.class, () -> rig.flush(target, Rig.SEND));
    assertEquals(expected, refused.hresult(), refused.getMessage());
  }

  @Test
  @DisplayName(
      "R53: FORCE makes delayed messages eligible once; without it their delay is respected")
  void force() throws Exception {
    SubmitResult later = new SubmitResult.Wait(java.time.Duration.ofHours(1), "later");
    rig.add(rig.transport("t").answers(later, later));
    rig.submit("a@example.org");
    assertEquals(1, rig.flush(Rig.SEND).counts().delayed());
    assertEquals(0, rig.flush(Rig.SEND).counts().delayed(), "not due");

    EnumSet<FlushFlag> force = EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE);
    FlushReport forced = rig.flush(force);
    assertEquals(1, forced.counts().delayed(), "offered once, not again and again");
    assertEquals(1, rig.flush(force).counts().sent());
  }

  @Test
  @DisplayName(
      "the order may change while a flush runs: the new one counts for those who still wait")
  void rerankingWhileItRuns() throws Exception {
    CountDownLatch inSubmit = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ScriptedTransport second = rig.transport("second");
    ScriptedTransport third = rig.transport("third");
    rig.add(
        rig.transport("first").plays(message -> waitFor(inSubmit, goOn, message)), second, third);
    rig.submit("a@example.org");
    rig.log.clear();
    FlushTicket ticket = rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inSubmit.await();
    rig.rank(third, 2000);
    goOn.countDown();

    FlushReport report = Rig.await(ticket);

    assertEquals(
        List.of("first", "third", "second"),
        report.turns().stream().map(FlushReport.Turn::transport).toList());
    assertTrue(report.counts().sent() == 1);
  }

  private static SubmitResult waitFor(
      CountDownLatch reached, CountDownLatch goOn, OutboundMessage message) {
    reached.countDown();
    try {
      goOn.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
    return ScriptedTransport.deliver(message);
  }
}
