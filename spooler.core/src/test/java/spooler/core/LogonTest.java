package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Recipient;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.Restriction;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Signing on and off: what is registered, and what comes before, between and after. */
class LogonTest {
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
  @DisplayName("R79: logon is told its flags and lane; address types follow at once, then BEGIN")
  void orderOfALogon() throws Exception {
    List<LogonRequest> requests = new ArrayList<>();
    Wayward transport = new Wayward(rig.transport("t"));
    transport.in(
        "logon",
        call -> {
          requests.add(call.arg(LogonRequest.class));
          return call.good();
        });

    rig.add(transport);

    assertEquals(
        List.of(
            new LogonRequest(
                "default",
                0,
                EnumSet.of(LogonFlag.NO_DIALOG, LogonFlag.NO_INBOUND, LogonFlag.NO_OUTBOUND))),
        requests);
    assertEquals(
        List.of("t.logon", "t.addressTypes", "t.transportNotify[BEGIN_INBOUND, BEGIN_OUTBOUND]"),
        rig.log.all());
  }

  @Test
  @DisplayName("R79: after CONFIG_CHANGE the address types are asked for again, and hold at once")
  void configChange() throws Exception {
    ScriptedTransport transport = rig.transport("t").carries(AddressTypes.of("LAN"));
    rig.add(transport);
    rig.submit("FAX:1");
    assertEquals(0, rig.flush(Rig.SEND).counts().sent());

    transport.carries(AddressTypes.of("FAX"));
    assertEquals(0, rig.flush(Rig.SEND).counts().sent(), "nobody has asked it again");
    transport.support().spoolerNotify(new SpoolerNotification.ConfigChange());

    Await.until("it is routed there", () -> rig.flush(Rig.SEND).counts().sent() == 1);
    assertEquals(2, rig.log.of("t.addressTypes").size());
  }

  @Test
  @DisplayName(
      "R79: ValidateState(CONFIG_CHANGED) asks again, on a transport's object for that one")
  void validateWithConfigChanged() throws Exception {
    rig.add(rig.transport("a"), rig.transport("b"));
    rig.log.clear();

    rig.validate(rig.row("a").entryId(), ValidateFlag.CONFIG_CHANGED);
    Await.until("a was asked", () -> rig.log.of("a.addressTypes").size() == 1);
    assertEquals(List.of(), rig.log.of("b."));

    rig.validate(rig.spoolerRow(), ValidateFlag.CONFIG_CHANGED);
    Await.until("a was asked again", () -> rig.log.of("a.addressTypes").size() == 2);
    Await.until("b was asked", () -> rig.log.of("b.addressTypes").size() == 1);
    assertEquals(List.of(), rig.log.of("a.logon"), "they stay logged on");
  }

  @Test
  @DisplayName(
      "R79: each lane is asked, one at a time; a lane that is gone keeps nobody from asking")
  void lanesAreAskedOneByOne() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> lanes = new ArrayList<>();
    Wayward transport = new Wayward(rig.transport("t").with(TransportProvider.LANES, 3));
    transport.in(
        "logon",
        call -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          lanes.add(call.arg(LogonRequest.class).lane());
          Object logon = call.good();
          atOnce.decrementAndGet();
          return logon;
        });

    rig.add(transport);

    assertEquals(List.of(0, 1, 2), lanes);
    assertEquals(1, most.get(), "a provider is called by one thread at a time");
    assertEquals(3, rig.log.of("t.transportNotify[BEGIN").size());
    rig.log.clear();
    rig.remove("t");
    assertEquals(3, rig.log.of("t.transportNotify[END_INBOUND, END_OUTBOUND]").size());
    assertEquals(3, rig.log.of("t.close").size());
  }

  @Test
  @DisplayName("R80: nothing is submitted before BEGIN_OUTBOUND was answered")
  void nothingBeforeBegin() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    rig.submit("a@example.org");
    Wayward transport =
        new Wayward(rig.transport("t").eager().holds("mail").asks(LogonOption.POLL));
    transport.in(
        "transportNotify",
        call -> {
          told.countDown();
          go.await();
          return call.good();
        });
    StatusTable table = rig.session.statusTable();
    rig.arrive(transport);
    told.await();
    transport.support().spoolerNotify(new SpoolerNotification.ReadyToSend());
    rig.core.wake();
    MapiException refused =
        assertThrows(
            MapiException.class,
            () ->
                rig.session
                    .openEntry(row(table, "t").entryId())
                    .flushQueues(EntryId.NONE, Rig.SEND));
    assertEquals(HResult.MAPI_E_NOT_FOUND, refused.hresult());
    assertEquals(List.of("t.logon", "t.addressTypes"), rig.log.all());

    go.countDown();

    Await.until("it is sent and fetched", () -> rig.queued() == 0 && rig.inbox.mail().size() == 1);
    assertEquals("t.transportNotify[BEGIN_INBOUND, BEGIN_OUTBOUND]", rig.log.all().get(2));
  }

  /** The row, from a table that was opened before its transport came: that waits for no logon. */
  private static StatusRow row(StatusTable table, String transport) throws MapiException {
    return table.queryAllRows(Restriction.property(PropertyTag.DISPLAY_NAME).is(transport)).get(0);
  }

  @Test
  @DisplayName("R80: after END_OUTBOUND nothing is submitted, fetched or polled")
  void nothingAfterEnd() throws Exception {
    Wayward transport = new Wayward(rig.transport("t").eager().holds("1").asks(LogonOption.POLL));
    rig.add(transport);
    Await.until("the poll was answered", () -> rig.inbox.mail().size() == 1);
    transport.good.holds("2", "3");
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    transport.in(
        "close",
        call -> {
          closing.countDown();
          go.await();
          return call.good();
        });
    Thread leaving = new Thread(() -> rig.remove("t"));
    leaving.start();
    closing.await();
    rig.submit("a@example.org");
    transport.support().spoolerNotify(new SpoolerNotification.NewMail());
    transport.support().spoolerNotify(new SpoolerNotification.ReadyToSend());
    rig.pass(Duration.ofHours(1));
    go.countDown();
    leaving.join();

    List<String> all = rig.log.all();
    List<String> after =
        all.subList(all.indexOf("t.transportNotify[END_INBOUND, END_OUTBOUND]"), all.size());
    assertEquals(List.of("t.transportNotify[END_INBOUND, END_OUTBOUND]", "t.close"), after);
    assertEquals(1, rig.queued());
    assertEquals(1, rig.inbox.mail().size());
  }

  @Test
  @DisplayName("R80: NEWMAIL before BEGIN_INBOUND is ignored; in answer to it, it counts")
  void newMailTooEarly() throws Exception {
    for (String when : List.of("logon", "transportNotify")) {
      try (Rig another = new Rig()) {
        Wayward transport = new Wayward(another.transport("t").eager().holds("mail"));
        transport.in(
            when,
            call -> {
              Object answer = call.good();
              TransportSupport support = transport.support();
              support.spoolerNotify(new SpoolerNotification.NewMail());
              return answer;
            });
        another.add(transport);
        if (when.equals("transportNotify")) {
          Await.until("it is fetched", () -> another.inbox.mail().size() == 1);
        } else {
          another.submit("a@example.org"); // a session, in which it would be fetched
          Await.until("it is sent", () -> another.queued() == 0);
          another.remove("t");
          assertEquals(List.of(), another.log.of("t.startMessage"));
        }
      }
    }
  }

  @Test
  @DisplayName("R81: in a critical section there is neither Poll nor Idle, though it sends")
  void criticalSection() throws Exception {
    ScriptedTransport transport =
        rig.transport("t")
            .eager()
            .with(TransportProvider.RESOURCE, "line:1")
            .asks(LogonOption.POLL, LogonOption.IDLE);
    Wayward critical = new Wayward(transport);
    critical.in(
        "transportNotify",
        call -> {
          Object done = call.good();
          transport.support().spoolerNotify(new SpoolerNotification.CriticalSection());
          return done;
        });
    rig.add(critical);
    rig.submit("a@example.org");
    Await.until("it is sent", () -> rig.queued() == 0);
    for (int i = 0; i < 3; i++) {
      rig.pass(Duration.ofHours(1));
      rig.submit("b@example.org");
      Await.until("it is sent", () -> rig.queued() == 0);
    }
    assertEquals(List.of(), rig.log.of("t.poll"));
    assertEquals(List.of(), rig.log.of("t.idle"));

    transport.support().spoolerNotify(new SpoolerNotification.NonCritical());
    rig.pass(Duration.ofHours(1));

    Await.until("it is polled", () -> !rig.log.of("t.poll").isEmpty());
    Await.until("and idles", () -> !rig.log.of("t.idle").isEmpty());
  }

  @Test
  @DisplayName("R81: in a flush there is neither Poll nor Idle")
  void noPollInAFlush() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedTransport transport =
        rig.transport("t")
            .eager()
            .holds("1")
            .carries(AddressTypes.of("LAN"))
            .asks(LogonOption.POLL, LogonOption.IDLE);
    Wayward slow = new Wayward(transport);
    rig.add(slow);
    Await.until("the first is fetched", () -> rig.inbox.mail().size() == 1);
    transport.holds("2");
    slow.in(
        "startMessage",
        call -> {
          inHand.countDown();
          go.await();
          return call.good();
        });
    FlushTicket flush =
        rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.DOWNLOAD, FlushFlag.ASYNC_OK));
    inHand.await();
    rig.log.clear();
    for (int i = 0; i < 10; i++) {
      rig.pass(Duration.ofHours(1)); // polls have been due again and again
    }
    go.countDown();

    assertEquals(1, Rig.await(flush).counts().received());
    List<String> all = rig.log.all();
    int end = all.indexOf("t.transportNotify[END_INBOUND_FLUSH]");
    assertTrue(end >= 0, all.toString());
    assertTrue(
        all.subList(0, end).stream().noneMatch(call -> call.matches("t.(poll|idle)")),
        all.toString());
  }

  @Test
  @DisplayName("R81: a transport that did not ask for it is never polled nor told to idle")
  void notAskedFor() throws Exception {
    rig.add(rig.transport("t").eager().holds("mail"));
    for (int i = 0; i < 5; i++) {
      rig.submit("a@example.org");
      Await.until("it is sent", () -> rig.queued() == 0);
      rig.pass(Duration.ofHours(1));
    }
    rig.remove("t");
    assertEquals(List.of(), rig.log.of("t.poll"));
    assertEquals(List.of(), rig.log.of("t.idle"));
    assertEquals(List.of(), rig.inbox.mail());
  }

  @Test
  @DisplayName(
      "R82: outside a flush a NEWMAIL, or a poll that hits, leads to one StartMessage each")
  void oneStartMessageEach() throws Exception {
    Wayward transport =
        new Wayward(rig.transport("t").eager().holds("1", "2", "3", "4").asks(LogonOption.POLL));
    transport.in(
        "startMessage",
        call -> {
          InboundMessage message = call.arg(InboundMessage.class);
          message.addRecipient(Recipient.to("me@example.org"));
          message.body().write('x');
          message.save();
          return null; // and says nothing of more
        });
    AtomicInteger polls = new AtomicInteger();
    transport.in("poll", call -> polls.incrementAndGet() <= 2);
    rig.add(transport);
    Await.until("the first poll", () -> rig.inbox.mail().size() == 1);
    rig.pass(Duration.ofMinutes(2));
    Await.until("the second poll", () -> rig.inbox.mail().size() == 2);
    transport.support().spoolerNotify(new SpoolerNotification.NewMail());
    Await.until("the notice", () -> rig.inbox.mail().size() == 3);
    rig.pass(Duration.ofMinutes(2));
    Await.until("the third poll, in vain", () -> polls.get() == 3);
    rig.remove("t");
    assertEquals(3, rig.inbox.mail().size());
  }
}
