package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/** What becomes of the files of {@code etc/}, right ones and wrong ones. */
@Timeout(120)
class ConfigurationIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LoggedLines log = LoggedLines.listen();
  private Home home;
  private SpoolerFramework framework;
  private int port;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    home = new Home(Distribution.path(), folder.resolve("home"));
    home.prepare();
    port = freePort();
    write("submit.smtp.cfg", "port = " + port);
    framework = SpoolerFramework.start(home);
    framework.service(Spooler.class, LIMIT);
    listens(port);
  }

  @AfterEach
  void stop() {
    framework.close();
    log.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private Path write(String name, String... lines) throws IOException {
    Path file = home.etc().resolve(name);
    Path fresh = home.var().resolve("fresh");
    Files.write(fresh, List.of(lines));
    return Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void listens(int port) throws Exception {
    Await.until(
        "somebody listens at " + port,
        () -> {
          try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return client.isConnected();
          } catch (IOException nobody) {
            return false;
          }
        });
  }

  /** So that what came before it is surely done with. */
  private void takesUpAnotherFile() throws Exception {
    int other = freePort();
    write("submit.smtp.cfg", "port = " + other);
    listens(other);
  }

  private List<String> transports() throws Exception {
    try (Session session = framework.service(Spooler.class, LIMIT).logon(Set.of());
        StatusTable table = session.statusTable()) {
      return table.queryAllRows().stream().map(StatusRow::displayName).toList();
    }
  }

  @Test
  void aChangedFileIsTakenUpWhileItRuns() throws Exception {
    takesUpAnotherFile();
  }

  /** Felix breaks off an update that meets somebody who resolves the bundle. */
  @Test
  void aFileIsCheckedWithoutResolvingTheBundleThatIsAboutToTakeIt() throws Exception {
    Bundle lan = framework.bundle("transport.lan").orElseThrow();
    lan.stop();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(home.bundles(), "transport.lan-*");
        InputStream jar = Files.newInputStream(jars.iterator().next())) {
      lan.update(jar);
    }
    assertEquals(Bundle.INSTALLED, lan.getState());

    Path file = write("transport.lan-office.cfg", "folders = /srv/office");

    log.await(file + " is not applied; what was before stays: folders: there is no such setting");
    assertEquals(Bundle.INSTALLED, lan.getState());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prot = 2526               | prot: there is no such setting; did you mean port?
          port = many               | port = many: must be a whole number (1 to 65535
          port = 70000              | port = 70000: must be a whole number within its limits (1 to 65535
          implicitTls = yes         | implicitTls = yes: must be true or false
          bareLineEnds = keep       | bareLineEnds = keep: must be one of refuse, normalise
          hostName = ${no.such}     | nothing by the name of no.such is set
          hostName = $[secret:me]   | only a key that begins with a dot may hold a secret
          hostName = $[env:HOME]    | write ${env:HOME} if it is no secret
          """)
  void aWrongFileIsNamedWithWhatIsAllowedAndTheLastGoodOneStaysAlsoOverARestart(
      String line, String complaint) throws Exception {
    Path file = write("submit.smtp.cfg", line);

    log.await(file + " is not applied; what was before stays: ");
    assertTrue(log.text().contains(complaint), log.text());
    listens(port);

    framework.close();
    framework = SpoolerFramework.start(home);

    listens(port);
    assertEquals(2, log.text().split(" is not applied", -1).length - 1, log.text());
  }

  @Test
  void aTypedFileIsCheckedAsWell() throws Exception {
    write("transport.smtp-harbour.config", "host=\"127.0.0.1\"", "port=I\"2525\"");
    Await.until("the transport is there", () -> transports().contains("harbour"));

    Path file = write("transport.smtp-harbour.config", "host=\"127.0.0.1\"", "port=\"many\"");

    log.await(file + " is not applied");
    assertTrue(transports().contains("harbour"));
  }

  private String text(String transport) throws Exception {
    try (Session session = framework.service(Spooler.class, LIMIT).logon(Set.of());
        StatusTable table = session.statusTable()) {
      return table.queryAllRows().stream()
          .filter(row -> row.displayName().equals(transport))
          .map(StatusRow::statusString)
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void aTransportWhoseFirstFileIsRefusedIsShownWithTheReasonUntilItIsMendedOrGone()
      throws Exception {
    Path file = write("transport.smtp-harbour.cfg", "host = 127.0.0.1", "prot = 2525");
    String words = file + " is not applied: prot: there is no such setting; did you mean port?";
    Await.until("it is shown", () -> text("harbour").contains(words));

    framework.close();
    framework = SpoolerFramework.start(home);
    Await.until("it is shown after a restart", () -> text("harbour").contains(words));

    Files.delete(file);
    Await.until("it is gone", () -> !transports().contains("harbour"));
    write("transport.smtp-harbour.cfg", "host = 127.0.0.1", "port = many");
    Await.until("it is shown", () -> text("harbour").contains("port = many"));
    write("transport.smtp-harbour.cfg", "host = 127.0.0.1", "port = 2525");
    Await.until("it is there", () -> text("harbour").contains("relay 127.0.0.1:2525"));

    write("transport.smtp-harbour.cfg", "host = 127.0.0.1", "prot = 2525");
    log.await("what was before stays: prot");
    assertEquals(1, transports().stream().filter("harbour"::equals).count());
    assertTrue(text("harbour").contains("relay 127.0.0.1:2525"), text("harbour"));
  }

  @Test
  void configurationsInTheConfiguratorsJsonComeChangeAndGoWithTheirFile() throws Exception {
    String relay = "\"transport.smtp~%s\": { \"host\": \"127.0.0.1\", \"%s\": 2525 }";
    String start = "{ \":configurator:resource-version\": 1,";
    Path file = write("relays.json", start, relay.formatted("harbour", "port"), "}");
    Await.until("the transport is there", () -> transports().contains("harbour"));

    write("relays.json", start, relay.formatted("harbour", "prot"), "}");
    log.await("transport.smtp~harbour: prot: there is no such setting; did you mean port?");
    takesUpAnotherFile();
    assertTrue(transports().contains("harbour"));

    write("relays.json", start, relay.formatted("lighthouse", "port"), "}");
    Await.until("the other is there", () -> transports().contains("lighthouse"));
    Await.until("the first is gone", () -> !transports().contains("harbour"));

    Files.delete(file);
    Await.until("none is there", () -> !transports().contains("lighthouse"));
  }

  @Test
  void aWrongOrVanishedFileOfTheConfiguratorIsRememberedOverARestart() throws Exception {
    String relay = "{ \"transport.smtp~%s\": { \"host\": \"127.0.0.1\", \"%s\": 2525 } }";
    Path file = write("harbour.json", relay.formatted("harbour", "port"));
    Path vanishing = write("lighthouse.json", relay.formatted("lighthouse", "port"));
    Await.until("both are there", () -> transports().containsAll(List.of("harbour", "lighthouse")));

    framework.close();
    write(file.getFileName().toString(), relay.formatted("harbour", "prot"));
    Files.delete(vanishing);
    framework = SpoolerFramework.start(home);

    log.await(file + " is not applied");
    Await.until("one is there", () -> transports().contains("harbour"));
    Await.until("the other is gone", () -> !transports().contains("lighthouse"));
  }

  @Test
  void aFileThatIsThereAgainBeforeItsDeletionIsDealtWithIsKept() throws Exception {
    Path file = write("transport.smtp-harbour.cfg", "host = 127.0.0.1", "port = 2525");
    Await.until("the transport is there", () -> transports().contains("harbour"));

    uninstall(file);

    takesUpAnotherFile();
    assertTrue(Files.exists(file));
    assertTrue(transports().contains("harbour"));
  }

  /** As FileInstall does when it has missed the file once. */
  private void uninstall(Path file) throws Exception {
    BundleContext context = framework.context();
    String checked = "(service.ranking=100)";
    for (ServiceReference<?> each :
        context.getAllServiceReferences(
            "org.apache.felix.fileinstall.ArtifactInstaller", checked)) {
      Object installer = context.getService(each);
      installer.getClass().getMethod("uninstall", File.class).invoke(installer, file.toFile());
      return;
    }
    fail("nobody checks what FileInstall applies");
  }
}
