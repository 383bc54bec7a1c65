package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.MessageRef;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;

/** From a configuration to a service, in a real framework. */
@Timeout(60)
class SmtpInstanceTest {
  private static final LogonRequest LANE_0 = new LogonRequest("test", 0, Set.of());
  private static final Map<String, Object> RELAY =
      Map.of(Constants.SERVICE_PID, "transport.smtp~relay", "host", "mail.example.org");

  private static Framework framework;
  private static BundleContext bundle;

  @BeforeAll
  static void startFramework(@TempDir Path cache) throws Exception {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(Constants.FRAMEWORK_STORAGE, cache.toString(), "felix.log.level", "1"));
    framework.start();
    bundle = framework.getBundleContext();
  }

  @AfterAll
  static void stopFramework() throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }

  @Test
  void theServiceSaysWhatTheTransportCanDo() {
    SmtpInstance instance = instance(RELAY);
    ServiceReference<TransportProvider> service = service();
    assertEquals("relay", service.getProperty(TransportProvider.NAME));
    assertArrayEquals(
        new String[] {"SMTP"}, (String[]) service.getProperty(TransportProvider.ADDRESS_TYPES));
    assertArrayEquals(
        new String[] {"VALIDATE_STATE", "FLUSH_QUEUES"},
        (String[]) service.getProperty(TransportProvider.METHODS));
    assertEquals(true, service.getProperty(TransportProvider.HONOURS_NO_UI));
    assertEquals(false, service.getProperty(TransportProvider.ON_DEMAND));
    assertEquals(1, service.getProperty(TransportProvider.LANES));
    assertNull(service.getProperty(TransportProvider.RESOURCE));
    instance.withdraw();
    assertNull(bundle.getServiceReference(TransportProvider.class));
  }

  @Test
  void whatIsWrittenAsTextIsTypedInTheService() {
    SmtpInstance instance =
        instance(
            with(
                Map.of(
                    TransportProvider.NAME,
                    "satellite",
                    TransportProvider.LANES,
                    "3",
                    TransportProvider.ON_DEMAND,
                    "true",
                    Constants.SERVICE_RANKING,
                    "100",
                    ".secret",
                    "x")));
    ServiceReference<TransportProvider> service = service();
    assertEquals("satellite", service.getProperty(TransportProvider.NAME));
    assertEquals(3, service.getProperty(TransportProvider.LANES));
    assertEquals(true, service.getProperty(TransportProvider.ON_DEMAND));
    assertEquals(100, service.getProperty(Constants.SERVICE_RANKING));
    assertNull(service.getProperty(".secret"));
    instance.withdraw();
  }

  @Test
  void aNewRankingLeavesTheTransportInService() {
    SmtpInstance instance = instance(RELAY);
    TransportProvider before = bundle.getService(service());
    Map<String, Object> changed = with(Map.of(Constants.SERVICE_RANKING, "7"));
    instance.change(Configs.of(changed), changed);
    assertSame(before, bundle.getService(service()));
    assertEquals(7, service().getProperty(Constants.SERVICE_RANKING));
    instance.withdraw();
  }

  @Test
  void anotherHostMakesAnotherTransport() {
    SmtpInstance instance = instance(RELAY);
    TransportProvider before = bundle.getService(service());
    Map<String, Object> changed = with(Map.of("host", "other.example.org"));
    instance.change(Configs.of(changed), changed);
    assertNotSame(before, bundle.getService(service()));
    instance.withdraw();
  }

  @Test
  void aWrongConfigurationIsThereToSayWhatIsWrong() {
    SmtpInstance instance = instance(with(Map.of("port", "smtp", "service.ranking", "5")));
    TransportProvider provider = bundle.getService(service());
    MapiException refused =
        assertThrows(MapiException.class, () -> provider.logon(new RecordingSupport(), LANE_0));
    assertEquals(HResult.MAPI_E_UNCONFIGURED, refused.hresult());
    assertEquals("port cannot be read: write it like port = 587", refused.getMessage());
    assertEquals("relay", service().getProperty(TransportProvider.NAME));
    instance.change(Configs.of(RELAY), RELAY);
    assertInstanceOf(SmtpTransport.class, bundle.getService(service()));
    instance.withdraw();
  }

  @Test
  void aMissingHostIsMissed() {
    SmtpInstance instance = instance(Map.of(Constants.SERVICE_PID, "transport.smtp~relay"));
    TransportProvider provider = bundle.getService(service());
    MapiException refused =
        assertThrows(MapiException.class, () -> provider.logon(new RecordingSupport(), LANE_0));
    assertEquals("host = \"\": name the relay, e.g. mail.example.org", refused.getMessage());
    instance.withdraw();
  }

  @Test
  void aFlushOfOneMessageThroughTheService() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay()) {
      SmtpInstance instance = instance(with(Map.of("host", "127.0.0.1", "port", relay.port())));
      RecordingSupport spooler = new RecordingSupport();
      TransportLogon lane = bundle.getService(service()).logon(spooler, LANE_0);
      assertEquals("ready (relay 127.0.0.1:" + relay.port() + ")", spooler.text);
      assertTrue(lane.addressTypes().carries("SMTP"));
      assertEquals(0, relay.connections(), "nobody is called before there is a message");

      lane.flushQueues(Set.of(FlushFlag.UPLOAD));
      assertTrue(spooler.bits.contains(StatusCode.OUTBOUND_FLUSH));
      Letter letter = Letter.to("bob@example.org");
      assertEquals(SubmitResult.OK, lane.submitMessage(letter, Set.of()));
      assertEquals(EndResult.SENT, lane.endMessage(MessageRef.OUTBOUND));
      RelayTest.assertDelivered(letter);
      lane.transportNotify(Set.of(TransportNotification.END_OUTBOUND_FLUSH), null);
      assertEquals(Set.of(StatusCode.AVAILABLE), spooler.bits);
      assertEquals(".", relay.heard().get(relay.heard().size() - 1), "kept for the next turn");
      lane.close();
      assertEquals("QUIT", relay.heard().get(relay.heard().size() - 1));
      instance.withdraw();
    }
  }

  @Test
  void aChangedConfigurationEndsAPauseAndWhatWaitsMayGoAtOnce() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay()) {
      relay.offering("AUTH CRAM-MD5").with(new SignInDesk("right"));
      Map<String, Object> configured =
          with(
              Map.of(
                  "host", "127.0.0.1",
                  "port", relay.port(),
                  "username", "ann",
                  ".password", "wrong"));
      SmtpInstance instance = instance(configured);
      RecordingSupport spooler = new RecordingSupport();
      TransportLogon lane = bundle.getService(service()).logon(spooler, LANE_0);
      Letter letter = Letter.to("bob@example.org");
      for (int i = 0; i < 3; i++) {
        SubmitResult result = lane.submitMessage(letter, Set.of());
        assertInstanceOf(SubmitResult.NetworkError.class, result, "it costs no attempt");
        lane.transportNotify(Set.of(TransportNotification.END_OUTBOUND_FLUSH), null);
      }
      assertEquals(1, relay.connections());
      assertTrue(spooler.text.startsWith("paused: "), spooler.text);
      assertEquals(List.of(), spooler.notices);

      Map<String, Object> corrected = Configs.with(configured, ".password", "right");
      instance.change(Configs.of(corrected), corrected);
      lane = bundle.getService(service()).logon(spooler, LANE_0);
      assertEquals(List.of(new SpoolerNotification.ReadyToSend()), spooler.notices);
      assertEquals(SubmitResult.OK, lane.submitMessage(letter, Set.of()));
      RelayTest.assertDelivered(letter);
      lane.close();
      instance.withdraw();
    }
  }

  private static SmtpInstance instance(Map<String, Object> configured) {
    return new SmtpInstance(bundle, Configs.of(configured), configured);
  }

  private static Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> configured = new HashMap<>(RELAY);
    configured.putAll(more);
    return configured;
  }

  private static ServiceReference<TransportProvider> service() {
    ServiceReference<TransportProvider> service =
        bundle.getServiceReference(TransportProvider.class);
    if (service == null) {
      throw new AssertionError("no transport is in service");
    }
    return service;
  }
}
