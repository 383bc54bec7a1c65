package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.framework.FrameworkUtil;
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
import spooler.testkit.modem.TcpModem;

/** The shipped bundle dials through a modem; its far sides are real systems of Taylor UUCP. */
@RunWith(BesideUucp.class)
public class ModemLineIT extends FrameworkTest {
  private static final String LINE = "line:the modem";

  private final List<Long> carriersMeanwhile = new CopyOnWriteArrayList<>();
  private UucpHost hub;
  private UucpHost depot;
  private TcpModem modems;

  @Before
  public void layTheLine() throws Exception {
    hub = UucpHost.make(folder, "hub");
    depot = UucpHost.make(folder, "depot");
    modems =
        new TcpModem(
            modem ->
                modem
                    .subscriber("111", hub::answer)
                    .subscriber("222", depot::answer)
                    .subscriber("333", this::pullThePlug));
    configurations.set("inbox.maildir", Map.of("directory", folder.resolve("mail").toString()));
    install(Jars.of("inbox.maildir")).start();
  }

  @After
  public void takeTheLineAway() throws IOException {
    modems.close();
  }

  private FarSide pullThePlug() {
    modems.unplug();
    return new FarSide(
        new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), () -> {});
  }

  private void modem(String name, String number, int ranking) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put(TransportProvider.NAME, name);
    settings.put("service.ranking", ranking);
    settings.put("line", "tcp:127.0.0.1:" + modems.port());
    settings.put("resource", LINE);
    settings.put("number", number);
    settings.put("guardMillis", 60);
    settings.put("chat", "\"\" \\r\\c ogin: \\L word: \\P");
    settings.put("login", "uuoffice");
    settings.put(".password", "secret");
    settings.put("uucpName", "office");
    settings.put("uucpPeer", name);
    settings.put("folder", folder.resolve("uucp").toString());
    settings.put("blacklistAfter", 0);
    configurations.instance("transport.modem", name, settings);
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
