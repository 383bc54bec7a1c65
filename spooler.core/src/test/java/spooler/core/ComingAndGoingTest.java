package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
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
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusTable;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.SpoolerNotification;
import spooler.core.transports.Description;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Transports that come, go, fail, hang, and share a name. */
class ComingAndGoingTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(CoreSettings.DEFAULT.withSilence(Duration.ofMillis(300)));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @DisplayName(
      "R79 R80: logon, address types, BEGIN; on leaving END, then close, and the row is gone")
  void lifeCycle() throws Exception {
    rig.add(rig.transport("t"));
    assertEquals(
        List.of("t.logon", "t.addressTypes", "t.transportNotify[BEGIN_INBOUND, BEGIN_OUTBOUND]"),
        rig.log.all());
    rig.log.clear();

    rig.remove("t");

    assertEquals(List.of("t.transportNotify[END_INBOUND, END_OUTBOUND]", "t.close"), rig.log.all());
    assertEquals(List.of(), rig.rows(ResourceType.TRANSPORT_PROVIDER));
  }

  @Test
  @DisplayName("R86: objects of a transport that has left are invalid")
  void objectsOfTheDeparted() throws Exception {
    rig.add(rig.transport("t"));
    try (StatusObject object = rig.session.openEntry(rig.row("t").entryId())) {
      rig.remove("t");
      MapiException refused =
          assertThrows(MapiException.class, () -> object.flushQueues(EntryId.NONE, Rig.SEND));
      assertEquals(HResult.MAPI_E_INVALID_OBJECT, refused.hresult());
    }
  }

  @Test
  @DisplayName(
      "R39: a transport that leaves while it is flushed is told both ENDs in one call; the rest"
          + " goes on")
  void leavingInTheMiddle() throws Exception {
    CountDownLatch inSubmit = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    rig.add(
        rig.transport("leaver")
            .plays(
                message -> {
                  inSubmit.countDown();
                  Rig.hangOn(goOn);
                  return ScriptedTransport.deliver(message);
                }),
        rig.transport("other").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("b@example.org");
    rig.submit("LAN:c");
    FlushTicket ticket = rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inSubmit.await();
    Thread leaving = new Thread(() -> rig.remove("leaver"));
    leaving.start();
    Await.until(
        "the row says that it leaves", () -> "is leaving".equals(rig.row("leaver").statusString()));
    goOn.countDown();

    FlushReport report = Rig.await(ticket);
    leaving.join();

    assertEquals(
        List.of("leaver.transportNotify[END_INBOUND_FLUSH, END_OUTBOUND_FLUSH]"),
        rig.log.all().stream()
            .filter(call -> call.contains("leaver.") && call.contains("FLUSH]"))
            .toList());
    assertEquals(2, report.counts().sent(), "the message in hand, and the other transport's");
    assertEquals(1, rig.queued());
  }

  @Test
  @DisplayName("a transport that is replaced while it is flushed: the new one sends the rest, once")
  void replacedInTheMiddle() throws Exception {
    CountDownLatch inSubmit = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ScriptedTransport old =
        rig.transport("t")
            .plays(
                message -> {
                  inSubmit.countDown();
                  Rig.hangOn(goOn);
                  return ScriptedTransport.deliver(message);
                });
    ScriptedTransport fresh = rig.transport("t");
    rig.core.add(Description.of(old.properties(1, 0), "v1"), old);
    rig.session.statusTable().close();
    rig.submit("a@example.org");
    rig.submit("b@example.org");
    rig.submit("c@example.org");
    FlushTicket ticket = rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inSubmit.await();
    Thread update =
        new Thread(
            () -> {
              rig.core.remove(1);
              rig.core.add(Description.of(fresh.properties(2, 0), "v2"), fresh);
            });
    update.start();
    Await.until(
        "the row says that it leaves", () -> "is leaving".equals(rig.row("t").statusString()));
    goOn.countDown();

    FlushReport report = Rig.await(ticket);
    update.join();

    assertEquals(HResult.S_OK, report.result(), report.toString());
    assertEquals(3, report.counts().sent());
    assertEquals(
        List.of(1L, 2L), report.turns().stream().map(turn -> turn.counts().sent()).toList());
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName("a logon that fails is shown with its reason; the others run on")
  void failedLogon() throws Exception {
    rig.add(
        rig.transport("bad")
            .failsToLogOn(new MapiException(HResult.MAPI_E_UNCONFIGURED, "host: name the relay")),
        rig.transport("good"));
    rig.submit("a@example.org");

    assertEquals("host: name the relay", rig.row("bad").statusString());
    assertTrue(rig.row("bad").statusCode().contains(StatusCode.FAILURE));
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    MapiException refused =
        assertThrows(MapiException.class, () -> rig.flush(rig.row("bad").entryId(), Rig.SEND));
    assertTrue(refused.getMessage().contains("host: name the relay"), refused.getMessage());
  }

  @Test
  @DisplayName(
      "a call that never returns costs its lane only: it is shown, and the message goes back")
  void aHangingCall() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ScriptedTransport stuck = rig.transport("stuck");
    stuck.plays(
        message -> {
          stuck.support().spoolerNotify(new SpoolerNotification.ConfigChange()); // queued behind
          Rig.hangOn(never);
          Rig.hangOn(never); // not even an interrupt ends it
          return ScriptedTransport.deliver(message);
        });
    rig.add(stuck, rig.transport("other").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("LAN:b");

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(HResult.MAPI_E_CALL_FAILED, report.turns().get(0).result());
    assertEquals(1, report.counts().sent());
    assertEquals(1, rig.queued());
    Await.until("the lane's logon is closed", () -> !rig.log.of("stuck.close").isEmpty());
    assertTrue(rig.row("stuck").statusCode().contains(StatusCode.FAILURE));
    assertTrue(
        rig.row("stuck").statusString().contains("submitMessage did not return"),
        rig.row("stuck").statusString());
    never.countDown();
  }

  @Test
  @DisplayName(
      "of two transports with one name the second stands by, and takes over when the first leaves")
  void updateWithOverlap() throws Exception {
    ScriptedTransport old = rig.transport("t");
    ScriptedTransport fresh = rig.transport("t");
    rig.core.add(Description.of(old.properties(1, 0), "v1"), old);
    rig.session.statusTable().close();
    rig.core.add(Description.of(fresh.properties(2, 0), "v2"), fresh);
    assertEquals(1, rig.log.of("t.logon").size());

    rig.core.remove(1);
    rig.session.statusTable().close();

    assertEquals(2, rig.log.of("t.logon").size());
    rig.submit("a@example.org");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName("wrong service properties are shown in the row")
  void wrongProperties() throws Exception {
    rig.core.add(
        Description.of(Map.of("service.id", 7L, "spooler.transport.lanes", "many"), "test 1.0"),
        rig.transport("unused"));
    rig.session.statusTable().close();

    String shown = rig.row("service-7").statusString();
    assertTrue(shown.contains("spooler.transport.name is missing"), shown);
    assertTrue(shown.contains("spooler.transport.lanes is \"many\""), shown);
    assertFalse(rig.row("service-7").statusCode().contains(StatusCode.AVAILABLE));
  }

  @Test
  @DisplayName(
      "R10 R14: changes are told to advisers of a table; closing one object leaves the others")
  void advisers() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    StatusTable other = rig.session.statusTable();
    try (StatusTable table = rig.session.statusTable()) {
      table.advise((change, row) -> told.add(change + " " + row));
      rig.add(rig.transport("t"));
      EntryId row = rig.row("t").entryId();
      assertEquals("ADDED " + row, told.poll(10, TimeUnit.SECONDS));
      assertEquals("MODIFIED " + row, told.poll(10, TimeUnit.SECONDS));
      rig.remove("t");
      String last = told.poll(10, TimeUnit.SECONDS);
      while (last != null && last.startsWith("MODIFIED")) {
        last = told.poll(10, TimeUnit.SECONDS);
      }
      assertEquals("DELETED " + row, last);
    }
    assertEquals(3, other.queryAllRows().size());
    rig.session.close();
    assertThrows(MapiException.class, other::queryAllRows);
  }
}
