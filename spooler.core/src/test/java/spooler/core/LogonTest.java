package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import spooler.api.Recipient;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.Restriction;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/**
 * Signing on and off, what is registered meanwhile, and what a transport may do before and after.
 */
class LogonTest {
  private static final HResult BROKEN = HResult.MAPI_E_LOGON_FAILED;
  private static final SpoolerNotification CONFIG = new SpoolerNotification.ConfigChange();

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(Rig.impatient());
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void validate(EntryId row, ValidateFlag... flags) throws Exception {
    try (StatusObject object = rig.session.openEntry(row)) {
      object.validateState(flags.length == 0 ? Set.of() : EnumSet.of(flags[0], flags));
    }
  }

  // R79

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
    transport.support().spoolerNotify(CONFIG);

    Await.until("it is routed there", () -> rig.flush(Rig.SEND).counts().sent() == 1);
    assertEquals(2, rig.log.of("t.addressTypes").size());
  }

  @Test
  @DisplayName(
      "R79: ValidateState(CONFIG_CHANGED) asks again, on a transport's object for that one")
  void validateWithConfigChanged() throws Exception {
    rig.add(rig.transport("a"), rig.transport("b"));
    rig.log.clear();

    validate(rig.row("a").entryId(), ValidateFlag.CONFIG_CHANGED);
    Await.until("a was asked", () -> rig.log.of("a.addressTypes").size() == 1);
    assertEquals(List.of(), rig.log.of("b."));

    validate(rig.spoolerRow(), ValidateFlag.CONFIG_CHANGED);
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

  // R80

  @Test
  @DisplayName("R80: nothing is submitted before BEGIN_OUTBOUND was answered")
  void nothingBeforeBegin() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    rig.close();
    rig = new Rig();
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

  // R81, R82

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

  // R83

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
    bad.support().spoolerNotify(CONFIG);
    bad.support().spoolerNotify(new SpoolerNotification.ReadyToSend());
    bad.support().spoolerNotify(new SpoolerNotification.NewMail());
    bad.support().modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH));
    rig.pass(Duration.ofHours(1));
    assertThrows(MapiException.class, () -> validate(row));
    assertThrows(MapiException.class, () -> rig.flush(row, Rig.BOTH));
    assertEquals(HResult.S_OK, rig.flush(Rig.BOTH).result());
    rig.remove("bad");
    assertEquals(List.of("bad.close"), rig.log.of("bad."), "once, and nothing else");
  }

  @Test
  @DisplayName(
      "R83: a critical error in FlushQueues, StartMessage or a poll ends it there and then")
  void criticalErrorElsewhere() throws Exception {
    for (String when : List.of("flushQueues", "startMessage", "poll")) {
      try (Rig another = new Rig(Rig.impatient())) {
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
    Await.until("it is closed", () -> !rig.log.of("t.close").isEmpty());
    rig.submit("a@example.org");
    EntryId before = rig.row("t").entryId();
    rig.log.clear();

    validate(rig.spoolerRow());
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

  // R84

  @Test
  @DisplayName("R84: UNCONFIGURED: it is configured, without a user, and tried once more")
  void unconfigured() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    List<Boolean> answered = new ArrayList<>();
    Wayward transport = new Wayward(rig.transport("t"));
    transport.in(
        "logon",
        call -> {
          if (tries.incrementAndGet() == 1) {
            throw new MapiException(HResult.MAPI_E_UNCONFIGURED, "host: name the relay");
          }
          return call.good();
        });
    transport.in(
        "configure",
        call -> {
          answered.add(call.arg(UserInteraction.class).ask("host?", false).isPresent());
          return null;
        });

    rig.add(transport);

    assertEquals(2, tries.get());
    assertEquals(List.of(false), answered, "logon has no user");
    assertEquals("ready", rig.row("t").statusString());
  }

  @Test
  @DisplayName("R84: still unconfigured after one retry, or not to be configured, it stays out")
  void neverConfigured() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Wayward hopeless = new Wayward(rig.transport("hopeless"));
    hopeless.in(
        "logon",
        call -> {
          tries.incrementAndGet();
          throw new MapiException(HResult.MAPI_E_UNCONFIGURED, "host: name the relay");
        });
    rig.add(hopeless);
    rig.add(
        new Wayward(rig.transport("broken"))
            .throwing("logon", new MapiException(HResult.MAPI_E_UNCONFIGURED, "host: missing"))
            .throwing("configure", new IllegalStateException("no settings file")));

    assertEquals(2, tries.get());
    assertEquals("host: name the relay", rig.row("hopeless").statusString());
    String shown = rig.row("broken").statusString();
    assertTrue(shown.contains("configure") && shown.contains("no settings file"), shown);
  }

  @Test
  @DisplayName("R84: FAILONEPROVIDER keeps out that one; any other failure takes its service out")
  void messageServices() throws Exception {
    for (HResult code :
        List.of(
            HResult.MAPI_E_FAILONEPROVIDER,
            HResult.MAPI_E_UNKNOWN_CPID,
            HResult.MAPI_E_USER_CANCEL,
            HResult.MAPI_E_LOGON_FAILED)) {
      try (Rig another = new Rig()) {
        another.add(
            another.transport("before").with(TransportProvider.SERVICE, "mail"),
            another
                .transport("culprit")
                .with(TransportProvider.SERVICE, "mail")
                .failsToLogOn(new MapiException(code, "wrong password")),
            another.transport("after").with(TransportProvider.SERVICE, "mail"),
            another.transport("stranger"));
        boolean alone = code.equals(HResult.MAPI_E_FAILONEPROVIDER);
        String why = "its message service mail is out, for culprit: wrong password";
        assertEquals("wrong password", another.row("culprit").statusString());
        assertEquals(alone ? "ready" : why, another.row("before").statusString());
        assertEquals(alone ? "ready" : why, another.row("after").statusString());
        assertEquals("ready", another.row("stranger").statusString());
        if (!alone) {
          Await.until("it is signed off", () -> another.log.of("before.close").size() == 1);
          another.submit("a@example.org");
          assertEquals(1, another.flush(Rig.SEND).counts().sent());
          assertEquals(1, another.log.of("stranger.submitMessage").size());

          another.remove("culprit");
          another.session.statusTable().close();

          assertEquals("ready", another.row("before").statusString());
          assertEquals("ready", another.row("after").statusString());
        }
      }
    }
  }

  @Test
  @DisplayName(
      "R84: a culprit that logs on at last brings its message service back, whatever the order")
  void serviceComesBack() throws Exception {
    Wayward culprit =
        new Wayward(rig.transport("culprit").with(TransportProvider.SERVICE, "mail"))
            .throwing("logon", new MapiException(BROKEN, "wrong password"));
    rig.add(rig.transport("before").with(TransportProvider.SERVICE, "mail"));
    rig.add(culprit);
    rig.add(rig.transport("after").with(TransportProvider.SERVICE, "mail"));

    validate(rig.spoolerRow());
    rig.session.statusTable().close();
    assertEquals("wrong password", rig.row("culprit").statusString(), "as bad as before");
    assertTrue(rig.row("before").statusString().contains("culprit"));
    assertTrue(rig.row("after").statusString().contains("culprit"));

    culprit.behave();
    validate(rig.spoolerRow());
    rig.session.statusTable().close();

    for (String transport : List.of("before", "culprit", "after")) {
      assertEquals("ready", rig.row(transport).statusString());
    }
  }

  @Test
  @DisplayName(
      "R84: one that is still logging on when its service goes out does not stay logged on")
  void serviceGoesOutMeanwhile() throws Exception {
    rig.close();
    rig = new Rig();
    CountDownLatch inLogon = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Wayward sibling =
        new Wayward(
            rig.transport("sibling")
                .with(TransportProvider.SERVICE, "mail")
                .with(TransportProvider.LANES, 2));
    sibling.in(
        "logon",
        call -> {
          inLogon.countDown();
          go.await();
          return call.good();
        });
    StatusTable table = rig.session.statusTable();
    rig.arrive(sibling);
    inLogon.await();
    rig.arrive(
        new Wayward(rig.transport("culprit").with(TransportProvider.SERVICE, "mail"))
            .throwing("logon", new MapiException(BROKEN, "wrong password")));
    Await.until(
        "the culprit was tried",
        () -> row(table, "sibling").statusCode().contains(StatusCode.FAILURE));
    go.countDown();

    rig.session.statusTable().close();
    Await.until("what was logged on is logged off", () -> rig.log.of("sibling.close").size() == 1);
    assertEquals(1, rig.log.of("sibling.logon").size(), "the other lane is not even tried");
    assertTrue(rig.row("sibling").statusString().contains("culprit"));
  }

  @Test
  @DisplayName(
      "R84: a logon that hangs is given up in time, shown, and closed if it ends after all")
  void hangingLogon() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Wayward stuck = new Wayward(rig.transport("stuck"));
    stuck.in(
        "logon",
        call -> {
          while (go.getCount() > 0) {
            try {
              go.await();
            } catch (InterruptedException ignored) {
              // it does not care
            }
          }
          return call.good();
        });
    rig.add(stuck);
    rig.add(rig.transport("good"));
    rig.submit("a@example.org");

    assertEquals("logon failed: no answer within 0 s", rig.row("stuck").statusString());
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());

    go.countDown();
    Await.until("the late logon is closed", () -> rig.log.of("stuck.close").size() == 1);
    rig.remove("stuck");
    assertEquals(List.of("stuck.logon", "stuck.close"), rig.log.of("stuck."), "and nothing else");
  }

  // R86, R87

  @Test
  @DisplayName("R86: after log-off every call on the object is refused, and the row is gone")
  void afterLogOff() throws Exception {
    ScriptedTransport script =
        rig.transport("t")
            .with(
                TransportProvider.METHODS,
                Stream.of(ResourceMethod.values()).map(Enum::name).toArray(String[]::new));
    rig.add(script);
    StatusObject object = rig.session.openEntry(rig.row("t").entryId());
    TransportSupport support = script.support();

    rig.remove("t");
    rig.log.clear();
    support.modifyStatusRow(StatusRowUpdate.create().raise(StatusCode.OUTBOUND_FLUSH));
    support.spoolerNotify(CONFIG);

    for (Executable call :
        List.<Executable>of(
            object::properties,
            () -> object.validateState(Set.of()),
            () -> object.settingsDialog(Set.of()),
            () -> object.changePassword("old", "new"),
            () -> object.flushQueues(EntryId.NONE, Rig.SEND))) {
      MapiException refused = assertThrows(MapiException.class, call);
      assertEquals(HResult.MAPI_E_INVALID_OBJECT, refused.hresult(), refused.getMessage());
    }
    assertEquals(List.of(), rig.rows(ResourceType.TRANSPORT_PROVIDER));
    assertEquals(List.of(), rig.session.flushes());
    assertEquals(List.of(), rig.log.all());
  }

  @Test
  @DisplayName("a transport's status object: what it throws, or answers with nothing, is a refusal")
  void brokenStatusObjects() throws Exception {
    Wayward transport = new Wayward(rig.transport("t"));
    rig.add(transport);
    EntryId row = rig.row("t").entryId();
    transport.throwing("status", new IllegalStateException("no object"));
    assertFailed("no object", row);
    transport.in("status", call -> null);
    assertFailed("no status object", row);
    transport.in(
        "status",
        call ->
            new TransportStatus() {
              @Override
              public void validateState(Set<ValidateFlag> flags) {
                flags.clear();
              }
            });
    assertFailed("UnsupportedOperationException", row);
    transport.in(
        "status",
        call ->
            new TransportStatus() {
              @Override
              public void validateState(Set<ValidateFlag> flags) throws MapiException {
                throw new MapiException(HResult.MAPI_E_BUSY, "fetching headers");
              }
            });
    assertEquals(
        HResult.MAPI_E_BUSY,
        assertThrows(MapiException.class, () -> validate(row)).hresult(),
        "its own word stands");
    transport.in(
        "status",
        call -> {
          new CountDownLatch(1).await();
          return null;
        });
    assertFailed("did not answer", row);
    transport.behave();
    validate(row);
  }

  private void assertFailed(String why, EntryId row) {
    MapiException failed =
        assertThrows(MapiException.class, () -> validate(row, ValidateFlag.SUPPRESS_UI));
    assertEquals(HResult.MAPI_E_CALL_FAILED, failed.hresult());
    assertTrue(failed.getMessage().contains(why), failed.getMessage());
  }

  /** IMAPISupport, as far as a transport may call it; everything else answers NO_SUPPORT there. */
  private static final Set<String> SUBSET =
      Set.of("modifyStatusRow", "spoolerNotify", "spoolerYield", "user", "acquire", "clock");

  @Test
  @DisplayName(
      "R87: the support object offers the subset that transports may call, and no way past")
  void theSubset() throws Exception {
    ScriptedTransport script = rig.transport("t");
    rig.add(script);
    Class<?> handed = script.support().getClass();

    assertEquals(new TreeSet<>(SUBSET), publicMethods(handed));
    assertEquals(new TreeSet<>(SUBSET), publicMethods(TransportSupport.class));
    assertEquals(Set.of(TransportSupport.class), Set.of(handed.getInterfaces()));
    assertEquals(Object.class, handed.getSuperclass());
    assertFalse(Modifier.isPublic(handed.getModifiers()), "and it cannot be cast");
    assertEquals(0, handed.getConstructors().length);
    for (String forbidden :
        List.of(
            "prepareSubmit",
            "expandRecips",
            "completeMsg",
            "storeLogoffTransports",
            "setProviderUid")) {
      assertTrue(
          Arrays.stream(handed.getMethods())
              .noneMatch(method -> method.getName().equalsIgnoreCase(forbidden)),
          forbidden);
    }
    assertInstanceOf(TransportSupport.class, script.support());
  }

  private static Set<String> publicMethods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
