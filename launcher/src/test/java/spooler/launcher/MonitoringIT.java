package spooler.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;

/** What tools see that watch over it: the bean in JMX, and Felix Health Check's services. */
@Timeout(120)
class MonitoringIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String CHECK = "org.apache.felix.hc.api.HealthCheck";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private Path folder;
  private SpoolerFramework framework;
  private ObjectName bean;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    bean = new ObjectName("spooler:type=Spooler");
    Home home = home("home");
    write(home, "transport.smtp-typo.cfg", "host = 127.0.0.1\nprot = 25");
    write(
        home,
        "transport.smtp-good.cfg",
        "host = 127.0.0.1\nport = %d\nspooler.transport.on.demand = true".formatted(freePort()));
    framework = SpoolerFramework.start(home);
    try (Session session = framework.service(Spooler.class, LIMIT).logon(Set.of())) {
      Envelope envelope =
          Envelope.from(Address.smtp("alice@example.org"))
              .to(Recipient.to("bob@example.org"))
              .build();
      session.submit(
          new SpoolMessage(envelope, BodySource.of("Subject: x\r\n\r\nx\r\n".getBytes(US_ASCII))));
    }
    Await.until("the bean is there", () -> server.isRegistered(bean));
    Await.until("both transports are shown", () -> transports().size() == 2);
  }

  @AfterEach
  void stop() {
    framework.close();
  }

  private Home home(String name) throws IOException {
    Home home = new Home(Distribution.path(), folder.resolve(name));
    home.prepare();
    write(home, "submit.smtp.cfg", "port = " + freePort());
    return home;
  }

  private static void write(Home home, String name, String text) throws IOException {
    Files.writeString(home.etc().resolve(name), text + "\n");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private TabularData transports() throws Exception {
    return (TabularData) server.getAttribute(bean, "Transports");
  }

  @Test
  void theBeanShowsWhatTheStatusTableHasAndExaminesAsDoctorDoes() throws Exception {
    assertEquals(true, server.getAttribute(bean, "Running"));
    assertEquals(1L, server.getAttribute(bean, "Waiting"));
    assertEquals(1, server.getAttribute(bean, "Failing"));
    CompositeData typo = transports().get(new Object[] {"typo"});
    assertTrue(typo.get("value").toString().contains("did you mean port?"), typo.toString());

    String[] findings = (String[]) server.invoke(bean, "examine", null, null);

    assertTrue(
        Stream.of(findings).anyMatch(line -> line.contains("did you mean port?")),
        String.join("\n", findings));
  }

  @Test
  void anotherSpoolerInTheProgramHasABeanOfItsOwnAndTakesItAwayWhenItEnds() throws Exception {
    Home home = home("other");
    ObjectName second =
        new ObjectName("spooler:type=Spooler,home=" + ObjectName.quote(home.root().toString()));
    try (SpoolerFramework other = SpoolerFramework.start(home)) {
      other.service(Spooler.class, LIMIT);
      Await.until("the second bean is there", () -> server.isRegistered(second));
      assertEquals(0L, server.getAttribute(second, "Waiting"));
    }
    assertFalse(server.isRegistered(second));
    assertTrue(server.isRegistered(bean));
    assertEquals(1L, server.getAttribute(bean, "Waiting"));
  }

  @Test
  void eachCheckIsAServiceOfFelixHealthCheckOverTheSameNumbers() throws Exception {
    Map<String, String> results = new java.util.TreeMap<>();
    for (ServiceReference<?> reference :
        framework.context().getAllServiceReferences(CHECK, "(hc.tags=spooler)")) {
      Object check = framework.context().getService(reference);
      Object result = check.getClass().getMethod("execute").invoke(check);
      results.put(String.valueOf(reference.getProperty("hc.name")), result.toString());
    }
    assertArrayEquals(
        new String[] {
          "certificates", "configuration", "deploy", "home", "ports", "reachability", "spooler"
        },
        results.keySet().toArray());
    String spooler = String.valueOf(results.get("spooler"));
    assertTrue(spooler.contains("messages that wait: 1"), spooler);
    assertTrue(spooler.contains("transport typo: "), spooler);
    assertTrue(spooler.startsWith("Result [status=CRITICAL"), spooler);
  }
}
