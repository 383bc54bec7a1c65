package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;
import spooler.api.Submission;
import spooler.launcher.channel.ProcessConsole;

/** The distribution inside this program. */
@Timeout(120)
class SpoolerFrameworkIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Home home;

  @BeforeEach
  void copyDistribution(@TempDir Path folder) throws IOException {
    home = new Home(folder.resolve("spooler"), folder.resolve("home"));
    Distribution.copyTo(home.distribution());
  }

  private SpoolerFramework start() throws IOException, BundleException {
    return SpoolerFramework.start(home);
  }

  private Path inBundles(String file) {
    return home.bundles().resolve(file);
  }

  /** The example of the README. */
  @Test
  void aPlainProgramSubmitsAndFindsItsMessageAgainAfterARestart() throws Exception {
    Submission submission;
    try (SpoolerFramework framework = SpoolerFramework.start(home);
        Session session = framework.service(Spooler.class, LIMIT).logon(Set.of())) {
      Envelope envelope =
          Envelope.from(Address.smtp("ann@example.org"))
              .to(Recipient.to("bob@example.org"))
              .build();
      byte[] body = "Subject: Hello\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII);
      submission = session.submit(new SpoolMessage(envelope, BodySource.of(body)));
    }
    try (SpoolerFramework framework = SpoolerFramework.start(home);
        Session session = framework.service(Spooler.class, LIMIT).logon(Set.of())) {
      assertTrue(session.queue().find(submission.id()).isPresent());
    }
  }

  @Test
  void aSecondSpoolerOnTheSameHomeIsRefusedAlsoInTheSameProgram() throws Exception {
    SpoolerFramework first = start();

    assertThrows(HomeInUseException.class, this::start);

    first.close();
    start().close();
  }

  @Test
  void aServiceThatDoesNotComeIsAnErrorThatNamesIt() throws Exception {
    try (SpoolerFramework framework = start()) {
      TimeoutException missing =
          assertThrows(
              TimeoutException.class,
              () -> framework.service(Runnable.class, Duration.ofMillis(100)));

      assertTrue(missing.toString().contains("java.lang.Runnable"), missing::toString);
    }
  }

  @Test
  void everyBundleRunsExceptTheShellForTerminals() throws Exception {
    try (SpoolerFramework framework = start()) {
      for (Bundle bundle : framework.context().getBundles()) {
        boolean runs = !"org.apache.felix.gogo.jline".equals(bundle.getSymbolicName());
        assertEquals(runs, bundle.getState() == Bundle.ACTIVE, bundle.toString());
      }
    }
  }

  @Test
  void mailMovesBeforeTheToolsOfOperatorsAreThere() throws Exception {
    try (SpoolerFramework framework = SpoolerFramework.startMail(home, Map.of())) {
      framework.service(Spooler.class, LIMIT);
      Bundle shell = framework.bundle("spooler.shell").orElseThrow();
      assertTrue(shell.getState() != Bundle.ACTIVE, shell.toString());

      framework.startTools(false);
      framework.startTools(false);

      assertEquals(Bundle.ACTIVE, shell.getState());
      assertEquals(0, framework.commands(LIMIT).run(List.of("status"), new ProcessConsole()));
    }
  }

  @Test
  void whatChangedInBundlesIsTakenUpAtTheNextStart() throws Exception {
    new TestBundle("probe", "1.0.0").writeTo(inBundles("probe.jar"));
    assertEquals(Optional.of("1.0.0"), versionAfterStart("probe"));

    new TestBundle("probe", "2.0.0").writeTo(inBundles("probe.jar"));
    assertEquals(Optional.of("2.0.0"), versionAfterStart("probe"));

    Files.move(inBundles("probe.jar"), inBundles("renamed.jar"));
    assertEquals(Optional.of("2.0.0"), versionAfterStart("probe"));

    Files.delete(inBundles("renamed.jar"));
    assertEquals(Optional.empty(), versionAfterStart("probe"));
  }

  @Test
  void aBundleThatCannotStartLeavesTheRestAlone() throws Exception {
    Files.writeString(inBundles("junk.jar"), "this is no jar");
    new TestBundle("unresolved", "1.0.0", "Import-Package", "no.such.thing")
        .writeTo(inBundles("unresolved.jar"));
    new TestBundle("broken", "1.0.0", "Bundle-Activator", "no.such.Activator")
        .writeTo(inBundles("broken.jar"));

    try (SpoolerFramework framework = start()) {
      assertEquals(Bundle.INSTALLED, framework.bundle("unresolved").orElseThrow().getState());
      assertEquals(Bundle.RESOLVED, framework.bundle("broken").orElseThrow().getState());
      assertTrue(framework.service(Spooler.class, LIMIT) != null);
    }
  }

  @Test
  void whatWasRemovedFromDeployWhileItWasDownIsGoneAtTheNextStart() throws Exception {
    home.prepare();
    Path jar = home.deploy().resolve("added.jar");
    new TestBundle("added", "1.0.0").writeTo(jar);
    assertEquals(Optional.of("1.0.0"), versionAfterStart("added"));

    Files.delete(jar);
    assertEquals(Optional.empty(), versionAfterStart("added"));
  }

  @Test
  void propertiesOfTheProgramReachTheBundles() throws Exception {
    try (SpoolerFramework framework = SpoolerFramework.start(home, Map.of("relay", "mail"))) {
      assertEquals("mail", framework.context().getProperty("relay"));
      assertEquals(home.root().toString(), framework.context().getProperty("spooler.home"));
    }
  }

  private Optional<String> versionAfterStart(String name) throws Exception {
    try (SpoolerFramework framework = start()) {
      return framework.bundle(name).map(bundle -> bundle.getVersion().toString());
    }
  }
}
