package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;

/** A planted secret is in the hands of the transport that needs it, and nowhere to be seen. */
@Timeout(120)
class SecretsIT {
  private static final String SECRET = "zebra-4711-quagga";
  private static final List<String> COMMANDS =
      List.of(
          "log relay trace",
          "profile relay",
          "send",
          "status",
          "status --json",
          "transports",
          "transports --json",
          "queue",
          "queue --json",
          "trace",
          "trace --json",
          "flushes",
          "history",
          "doctor",
          "doctor --json",
          "pause relay",
          "resume relay");

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LoggedLines log = LoggedLines.listen();
  private final Logger everything = Logger.getLogger("spooler");
  private final BlockingQueue<String> passwords = new LinkedBlockingQueue<>();
  private Home home;
  private SMTPServer server;

  @BeforeEach
  void plant(@TempDir Path folder) throws IOException {
    everything.setLevel(Level.ALL);
    home = new Home(Distribution.path(), folder.resolve("home"));
    home.prepare();
    Files.writeString(home.etc().resolve("submit.smtp.cfg"), "port = 0\n");
    Path secrets = Files.createDirectory(home.etc().resolve("secrets"));
    Path secret = Files.writeString(secrets.resolve("relay"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .requireAuth(true)
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, context) -> passwords.add(password)))
            .messageHandler((context, from, to, data) -> {})
            .build();
    server.start();
    Files.writeString(
        home.etc().resolve("transport.smtp-relay.cfg"),
        "host = 127.0.0.1\nport = %d\nusername = me\n.password = $[secret:relay]\n"
            .formatted(server.getPortAllocated()));
  }

  @AfterEach
  void stop() {
    server.stop();
    everything.setLevel(null);
    log.close();
  }

  private static void submit(SpoolerFramework framework) throws Exception {
    Envelope envelope =
        Envelope.from(Address.smtp("ann@example.org")).to(Recipient.to("bob@example.org")).build();
    byte[] body = "Subject: Hello\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Session session = framework.service(Spooler.class, LIMIT).logon(Set.of())) {
      session.submit(new SpoolMessage(envelope, BodySource.of(body)));
    }
  }

  @Test
  void itIsPutInAndIsNowhereToBeSeen() throws Exception {
    try (SpoolerFramework framework = SpoolerFramework.start(home)) {
      submit(framework);
      log.await("there is no safe way to sign in"); // it has one, and keeps it from this server

      assertHidden("a service property", properties(framework));
      for (String command : COMMANDS) {
        String answer = InProcess.run(framework, command.split(" ")).text();
        assertFalse(answer.isBlank(), command);
        assertHidden(command, answer);
      }
      assertWrittenBack(home.etc().resolve("transport.smtp-relay.cfg"));
      String info = inShell(framework, "scr:info spooler.transport.smtp.SmtpInstance");
      assertTrue(info.contains(".password<String> = ***"), info);
      assertHidden("scr:info", info);
    }
    assertHidden("the log", log.text());
    try (Stream<Path> files = Files.walk(home.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("secrets/relay")) {
          assertHidden(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  /** The new order was written into it, and the reference stands there as it stood. */
  private static void assertWrittenBack(Path file) throws Exception {
    Await.until("the file is written", () -> Files.readString(file).contains("service.ranking"));
    assertTrue(Files.readString(file).contains("$[secret:relay]"), () -> "it is gone from " + file);
  }

  @Test
  void oneThatHasGoneIsLeftOutInsteadOfItsReferenceBeingSent() throws Exception {
    SpoolerFramework.start(home).close();
    Files.delete(home.etc().resolve("secrets/relay"));

    try (SpoolerFramework framework = SpoolerFramework.start(home)) {
      submit(framework);
      log.await(".password is left out, because its secret is not there");
      assertTrue(passwords.isEmpty(), passwords::toString);
    }
  }

  private static void assertHidden(String where, String text) {
    assertFalse(text.contains(SECRET), "the secret is in " + where);
  }

  private static String properties(SpoolerFramework framework) throws Exception {
    StringBuilder text = new StringBuilder();
    for (ServiceReference<?> reference : framework.context().getAllServiceReferences(null, null)) {
      for (String key : reference.getPropertyKeys()) {
        Object value = reference.getProperty(key);
        text.append(key)
            .append('=')
            .append(value instanceof Object[] several ? Arrays.toString(several) : value)
            .append('\n');
      }
    }
    assertTrue(text.toString().contains("spooler.transport.name=relay"), text::toString);
    return text.toString();
  }

  /**
   * What the Felix shell shows; its classes are those of a bundle, which this test does not share.
   */
  private static String inShell(SpoolerFramework framework, String line) throws Exception {
    ServiceTracker<Object, Object> tracker =
        new ServiceTracker<>(
            framework.context(), "org.apache.felix.service.command.CommandProcessor", null);
    tracker.open(true);
    Object processor = Objects.requireNonNull(tracker.waitForService(LIMIT.toMillis()), "Gogo");
    OutputStream nowhere = OutputStream.nullOutputStream();
    Object session =
        processor
            .getClass()
            .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
            .invoke(processor, InputStream.nullInputStream(), nowhere, nowhere);
    Object found =
        session.getClass().getMethod("execute", CharSequence.class).invoke(session, line);
    return String.valueOf(
        session.getClass().getMethod("format", Object.class, int.class).invoke(session, found, 0));
  }
}
