package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.framework.FrameworkUtil;
import spooler.api.Priority;
import spooler.api.Session;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.status.StatusObject;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.TransportProvider;
import spooler.testkit.CallLog;
import spooler.testkit.ScriptedTransport;
import spooler.testkit.modem.FarSide;
import spooler.testkit.modem.HayesModem;

/** The shipped bundle dials through a modem; its far sides are real systems of Taylor UUCP. */
@RunWith(BesideUucp.class)
public class ModemLineIT extends ModemLine {
  private static final int LARGE = 60_000;

  private final List<String> whenItRang = new CopyOnWriteArrayList<>();
  private volatile boolean plugged = true;
  private volatile boolean unplugged; // has ever been
  private final List<Long> carriersMeanwhile = new CopyOnWriteArrayList<>();
  private UucpHost depot;

  @Before
  public void buildTheDepot() throws Exception {
    depot = UucpHost.make(folder, "depot");
  }

  @Override
  void subscribers(HayesModem modem) {
    modem
        .subscriber("111", () -> looked(hub.answer()))
        .subscriber("222", () -> looked(depot.answer()))
        .subscriber("333", this::pullThePlug)
        .subscriber("444", this::answerUntilUnplugged)
        .subscriber("555", this::answerWhileUrgentMailComes);
  }

  private FarSide pullThePlug() {
    modems.unplug();
    return new FarSide(
        new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), () -> {});
  }

  /** When a telephone rings: how many other calls there are, and what has come by the LAN. */
  private FarSide looked(FarSide answering) throws IOException {
    whenItRang.add("%d calls, %d letters".formatted(modems.carriers(), letters().size()));
    return answering;
  }

  /**
   * The plug is pulled after so much of the second message, once, and stays out. How much of it the
   * far side has then is not known: some of it was still on its way there.
   */
  private FarSide answerUntilUnplugged() throws IOException {
    if (!plugged) {
      return pullThePlug();
    }
    if (unplugged) {
      return hub.answer();
    }
    return hub.answer()
        .hearing(
            SMALL + LARGE / 2,
            () -> {
              plugged = false;
              unplugged = true;
              modems.unplug();
            });
  }

  private FarSide answerWhileUrgentMailComes() throws IOException {
    return hub.answer().hearing(SMALL / 2, () -> submit("urgent", Priority.URGENT, SMALL));
  }

  private List<Path> letters() throws IOException {
    Path arrived = folder.resolve("office/carl/new");
    if (!Files.exists(arrived)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(arrived)) {
      return all.toList();
    }
  }

  private void postOffice(int ranking, boolean onDemand) throws Exception {
    configurations.instance(
        "transport.lan",
        "lan",
        Map.of(
            TransportProvider.NAME,
            "lan",
            TransportProvider.ON_DEMAND,
            onDemand,
            "service.ranking",
            ranking,
            "folder",
            folder.resolve("office").toString(),
            "create",
            true,
            "mailboxes",
            "carl",
            "stateFolder",
            folder.resolve("lan").toString()));
    install(Jars.of("transport.lan")).start();
  }

  /** A transport that needs no line and comes between; it looks whether a line is in use. */
  private void between(int ranking) {
    ScriptedTransport between =
        ScriptedTransport.named("between", new CallLog())
            .carries(AddressTypes.of("MID"))
            .plays(
                message -> {
                  carriersMeanwhile.add(modems.carriers());
                  return ScriptedTransport.deliver(message);
                });
    context.registerService(
        TransportProvider.class,
        between,
        FrameworkUtil.asDictionary(between.properties(0, ranking)));
  }

  private FlushReport sendAndFetch() throws Exception {
    try (Session session = client.session();
        StatusObject object = Client.spoolerObject(session)) {
      return object
          .flushQueues(
              EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.DOWNLOAD, FlushFlag.NO_UI))
          .report()
          .orElseThrow();
    }
  }

  /** R19, R43: two numbers on one line, and another transport between them. */
  @Test
  public void twoTransportsTakeTurnsOnOneLineAndAnotherComesBetween() throws Exception {
    modem("hub", "111", 30);
    between(20);
    modem("depot", "222", 10);
    install(Jars.of("transport.modem")).start();
    for (String transport : List.of("hub", "between", "depot")) {
      client.awaitReady(transport);
    }
    depot.hold("ann@localhost", "Subject: from the depot\n\nten crates\n");
    client.submit("bob@example.org", "Subject: to the hub\r\n\r\nfive crates\r\n");
    client.submit("MID:carl", "x");

    FlushReport flush = sendAndFetch();

    assertEquals(flush.toString(), HResult.S_OK, flush.result());
    assertEquals(List.of("five crates\n"), hub.received());
    assertTrue(mailbox(), mailbox().contains("ten crates"));
    assertEquals("no carrier between the turns", List.of(0L), carriersMeanwhile);
    assertEquals(
        List.of("ATDT111", "+++", "ATH", "ATDT222", "+++", "ATH"),
        modems.commandsBut("AT&F", "ATE0"));
    assertEquals(0, modems.carriers());
    assertEquals(List.of("hub", "depot"), holders(trace()));
  }

  private FlushTrace trace() throws Exception {
    try (Session session = client.session()) {
      return session.flushes().get(0).trace();
    }
  }

  /** Who held the line, in the order of the trace. */
  private static List<String> holders(FlushTrace trace) {
    return trace.steps().stream()
        .map(FlushTrace.Step::holder)
        .filter(holder -> !holder.isEmpty())
        .map(holder -> holder.replaceFirst("/.*", ""))
        .distinct()
        .toList();
  }

  /** R57: the plug is pulled in the middle of a turn. */
  @Test
  public void whenTheModemIsUnpluggedTheMessageGoesBackAndTheFlushGoesOn() throws Exception {
    modem("hub", "333", 30);
    between(20);
    install(Jars.of("transport.modem")).start();
    client.awaitReady("hub");
    client.awaitReady("between");
    client.submit("bob@example.org", "Subject: to the hub\r\n\r\nfive crates\r\n");
    client.submit("MID:carl", "x");

    FlushReport flush = client.sendNow();

    assertEquals(1, flush.counts().sent());
    assertEquals("the message went back", 1, client.waiting());
    assertEquals(List.of(0L), carriersMeanwhile);
    String row = client.row("hub").orElseThrow().statusString();
    assertTrue(row, row.startsWith("hub at 333: "));
  }

  /** R19, R43: who may have the line is seen in the trace, step by step. */
  @Test
  public void twoNumbersOnOneLineAndTheLanBetweenThemTakeTheirTurnsInOrder() throws Exception {
    modem("hub", "111", 30);
    postOffice(20, true);
    modem("depot", "222", 10);
    install(Jars.of("transport.modem")).start();
    for (String transport : List.of("hub", "lan", "depot")) {
      client.awaitReady(transport);
    }
    depot.hold("ann@localhost", "Subject: from the depot\n\nten crates\n");
    client.submit("bob@example.org", "Subject: to the hub\r\n\r\nfive crates\r\n");
    client.submit("LAN:carl", "Subject: next door\r\n\r\none crate\r\n");

    FlushReport flush = sendAndFetch();

    assertEquals(flush.toString(), HResult.S_OK, flush.result());
    assertEquals(List.of("five crates\n"), hub.received());
    assertEquals(1, letters().size());
    assertTrue(mailbox(), mailbox().contains("ten crates"));
    assertEquals(List.of("0 calls, 0 letters", "0 calls, 1 letters"), whenItRang);
    assertEquals(List.of("hub", "lan", "depot"), turns(trace()));
    assertEquals(List.of("hub", "depot"), holders(trace()));
    assertEquals(0, modems.carriers());
  }

  /** Whose turns they are, in the order of the steps; nobody else holds the line in them. */
  private static List<String> turns(FlushTrace trace) {
    List<String> all = new ArrayList<>();
    for (FlushTrace.Step step : trace.steps()) {
      String holder = step.holder().replaceFirst("/.*", "");
      assertTrue(step.toString(), holder.isEmpty() || holder.equals(step.transport()));
      if (all.isEmpty() || !all.get(all.size() - 1).equals(step.transport())) {
        all.add(step.transport());
      }
    }
    return all;
  }

  /** R57: half of the second message has gone when the plug is pulled. */
  @Test
  public void aMessageThatWasCutByThePlugGoesBackAndIsSentOnceWhenTheModemIsThereAgain()
      throws Exception {
    modem("hub", "444", 30);
    postOffice(20, false);
    install(Jars.of("transport.modem")).start();
    client.awaitReady("hub");
    client.awaitReady("lan");
    client.submit("bob@example.org", "Subject: first\r\n\r\n" + "x".repeat(SMALL) + "\r\n");
    client.submit("bob@example.org", "Subject: second\r\n\r\n" + "y".repeat(LARGE) + "\r\n");
    client.submit("LAN:carl", "Subject: next door\r\n\r\none crate\r\n");
    Eventually.equals("carried without being asked", 1, () -> letters().size());

    FlushReport flush = client.sendNow();

    assertEquals("the first", 1, flush.counts().sent());
    assertEquals("the second went back", 1, client.waiting());
    String row = client.row("hub").orElseThrow().statusString();
    assertTrue(row, row.startsWith("hub at 444: "));
    assertEquals(0, modems.carriers());

    plugged = true;
    Eventually.equals("sent in a later call", 0L, this::waitingAfterAFlush);
    List<Integer> sizes = hub.received().stream().map(String::length).sorted().toList();
    assertEquals(List.of(SMALL + 1, LARGE + 1), sizes);
  }

  private long waitingAfterAFlush() throws Exception {
    client.sendNow();
    return client.waiting();
  }

  /** Higher grades first, smaller ones first within a grade, looked at anew for each message. */
  @Test
  public void urgentMailThatComesDuringACallOvertakesBetweenTwoMessages() throws Exception {
    modem("hub", "555", 30);
    install(Jars.of("transport.modem")).start();
    client.awaitReady("hub");
    submit("slow", Priority.NON_URGENT, SMALL);
    submit("second", Priority.NORMAL, 3 * SMALL);
    submit("first", Priority.NORMAL, 2 * SMALL);

    assertEquals(4, client.sendNow().counts().sent());

    assertEquals(
        List.of(
            "first@example.org", "urgent@example.org", "second@example.org", "slow@example.org"),
        hub.arrivals());
    assertEquals(1, modems.calls());
  }

  private String mailbox() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> mail = Files.list(folder.resolve("mail/ann@localhost/new"))) {
      for (Path one : mail.toList()) {
        all.append(Files.readString(one));
      }
    }
    return all.toString();
  }
}
