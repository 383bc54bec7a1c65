package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportProvider;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Transports that report a critical error, and come back. */
class CriticalErrorTest {
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
  @DisplayName("R83: after CRITICAL_ERROR nothing is called but close; the others go on")
  void criticalError() throws Exception {
    ScriptedTransport script =
        rig.transport("bad").with(TransportProvider.RESOURCE, "line:1").asks(LogonOption.IDLE);
    Wayward bad = new Wayward(script);
    rig.add(bad);
    rig.add(rig.transport("good").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("LAN:b");
    script.plays(
        message -> {
          script.support().spoolerNotify(new SpoolerNotification.CriticalError("no modem"));
          rig.log.clear();
          return ScriptedTransport.deliver(message); // and calls it a success
        });

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(HResult.MAPI_E_CALL_FAILED, report.turns().get(0).result());
    assertEquals(List.of("bad.close"), rig.log.of("bad."), "neither EndMessage nor END_x_FLUSH");
    assertEquals(HResult.S_OK, report.turns().get(1).result());
    assertEquals(2, report.counts().sent(), "what was settled before is settled");
    assertEquals("no modem", rig.row("bad").statusString());
    assertTrue(rig.row("bad").statusCode().contains(StatusCode.FAILURE));
    EntryId row = rig.row("bad").entryId();
    rig.submit("c@example.org");
    bad.support().spoolerNotify(new SpoolerNotification.ConfigChange());
    bad.support().spoolerNotify(new SpoolerNotification.ReadyToSend());
    bad.support().spoolerNotify(new SpoolerNotification.NewMail());
    bad.support().modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH));
    rig.pass(Duration.ofHours(1));
    assertThrows(MapiException.class, () -> rig.validate(row));
    assertThrows(MapiException.class, () -> rig.flush(row, Rig.BOTH));
    assertEquals(HResult.S_OK, rig.flush(Rig.BOTH).result());
    rig.remove("bad");
    assertEquals(List.of("bad.close"), rig.log.of("bad."), "once");
  }

  @Test
  @DisplayName(
      "R83: a critical error in FlushQueues, StartMessage or a poll ends it there and then")
  void criticalErrorElsewhere() throws Exception {
    for (String when : List.of("flushQueues", "startMessage", "poll")) {
      try (Rig another = new Rig()) {
        ScriptedTransport script = another.transport("bad").holds("1", "2");
        if (when.equals("poll")) {
          script.eager().asks(LogonOption.POLL, LogonOption.IDLE);
        }
        Wayward bad = new Wayward(script);
        bad.in(
            when,
            call -> {
              bad.support().spoolerNotify(new SpoolerNotification.CriticalError("broken"));
              Object answer = call.good();
              another.log.clear();
              return answer;
            });
        another.add(bad);
        if (!when.equals("poll")) {
          FlushReport report = another.flush(Rig.BOTH);
          assertEquals(HResult.MAPI_E_CALL_FAILED, report.result(), when);
        } else {
          Await.until("it is out", () -> another.row("bad").statusString().equals("broken"));
        }
        another.remove("bad");
        assertEquals(List.of("bad.close"), another.log.of("bad."), when);
      }
    }
  }

  @Test
  @DisplayName("R83: ValidateState on the spooler's object revives what was critically failed")
  void revived() throws Exception {
    ScriptedTransport script = rig.transport("t");
    rig.add(script, rig.transport("other"));
    script.support().spoolerNotify(new SpoolerNotification.CriticalError("no modem"));
    rig.submit("a@example.org");
    EntryId before = rig.row("t").entryId();
    Await.until("it has released all it had", () -> rig.log.of("t.close").size() == 1);
    rig.log.clear();

    rig.validate(rig.spoolerRow());
    rig.session.statusTable().close();

    assertEquals(
        List.of("t.logon", "t.addressTypes", "t.transportNotify[BEGIN_INBOUND, BEGIN_OUTBOUND]"),
        rig.log.all(),
        "and no other is touched");
    assertEquals(Set.of(), codes("t", StatusCode.FAILURE));
    assertFalse(before.equals(rig.row("t").entryId()), "a new logon has a new row");
    assertEquals(
        List.of("t", "other"),
        rig.rows(ResourceType.TRANSPORT_PROVIDER).stream().map(row -> row.displayName()).toList(),
        "in its old place");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  private Set<StatusCode> codes(String transport, StatusCode... wanted) throws Exception {
    Set<StatusCode> codes = EnumSet.noneOf(StatusCode.class);
    codes.addAll(rig.row(transport).statusCode());
    codes.retainAll(Arrays.asList(wanted));
    return codes;
  }
}
