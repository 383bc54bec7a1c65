package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;
import spooler.api.status.Restriction;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.UserInteraction;
import spooler.testkit.Await;

/** Logons that fail or hang, and the message service that goes out with them. */
class MessageServiceTest {

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** The row, from a table that was opened before its transport came: that waits for no logon. */
  private static StatusRow row(StatusTable table, String transport) throws MapiException {
    return table.queryAllRows(Restriction.property(PropertyTag.DISPLAY_NAME).is(transport)).get(0);
  }

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
            .throwing("logon", new MapiException(HResult.MAPI_E_LOGON_FAILED, "wrong password"));
    rig.add(rig.transport("before").with(TransportProvider.SERVICE, "mail"));
    rig.add(culprit);
    rig.add(rig.transport("after").with(TransportProvider.SERVICE, "mail"));

    rig.validate(rig.spoolerRow());
    rig.session.statusTable().close();
    assertEquals("wrong password", rig.row("culprit").statusString(), "as bad as before");
    assertTrue(rig.row("before").statusString().contains("culprit"));
    assertTrue(rig.row("after").statusString().contains("culprit"));

    culprit.behave();
    rig.validate(rig.spoolerRow());
    rig.session.statusTable().close();

    for (String transport : List.of("before", "culprit", "after")) {
      assertEquals("ready", rig.row(transport).statusString());
    }
  }

  @Test
  @DisplayName(
      "R84: one that is still logging on when its service goes out does not stay logged on")
  void serviceGoesOutMeanwhile() throws Exception {
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
            .throwing("logon", new MapiException(HResult.MAPI_E_LOGON_FAILED, "wrong password")));
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
    rig.close();
    rig = new Rig(Rig.logonWithin(Duration.ofSeconds(1)));
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

    assertEquals("logon failed: no answer within 1 s", rig.row("stuck").statusString());
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());

    go.countDown();
    Await.until("the late logon is closed", () -> rig.log.of("stuck.close").size() == 1);
    rig.remove("stuck");
    assertEquals(List.of("stuck.logon", "stuck.close"), rig.log.of("stuck."), "and nothing else");
  }
}
