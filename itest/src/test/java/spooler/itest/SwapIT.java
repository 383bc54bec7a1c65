package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import spooler.api.mapi.EntryId;
import spooler.api.status.StatusRow;

/** Every way in which a user of OSGi installs, changes, stops and removes a transport. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class SwapIT {
  private Path distribution;
  private SwapHome swap;
  private Path one;
  private Path two;
  private Path configuration;

  @BeforeAll
  void start() throws Exception {
    distribution = Jars.newFolder().resolve("distribution");
    copy(Jars.distribution(), distribution);
    swap = SwapHome.start(distribution);
    one = Jars.withVersion(Jars.quiet(), "1.0.0", swap.folder);
    two = Jars.withVersion(Jars.quiet(), "2.0.0", swap.folder);
  }

  @BeforeEach
  void configure() throws Exception {
    configuration = swap.configureQuiet(0);
  }

  @AfterEach
  void clear() throws Exception {
    swap.clear();
  }

  @AfterAll
  void stop() {
    swap.close();
  }

  @Test
  @Tag("equinox")
  void aJarIsMovedIntoDeployOverwrittenAndDeleted() throws Exception {
    swap.deploy(one, "quiet.jar");
    swap.awaitVersion("quiet", "transport.quiet 1.0.0");
    sends(1);
    swap.deploy(two, "quiet.jar");
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    sends(2);
    Files.delete(swap.home.deploy().resolve("quiet.jar"));
    Eventually.equals("transports", List.of(), swap.client::transports);
    swap.client.submit("QUIET:bob", "waits");
    assertEquals(1, swap.client.waiting());
  }

  @Test
  @Tag("equinox")
  void theWordsOfTheShellDoItToo() throws Exception {
    String installed = swap.gogo("felix:install " + one.toUri());
    assertTrue(installed.matches("Bundle ID: \\d+\\s*"), installed);
    long id = swap.bundle("transport.quiet").getBundleId();
    swap.gogo("felix:start " + id);
    swap.awaitVersion("quiet", "transport.quiet 1.0.0");
    swap.client.awaitReady("quiet");
    sends(1);
    swap.gogo("felix:stop " + id);
    assertEquals(List.of(), swap.client.transports());
    swap.gogo("felix:start " + id);
    swap.client.awaitReady("quiet");
    swap.gogo("felix:update %d %s".formatted(id, two.toUri()));
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    Optional<EntryId> before = row();
    swap.gogo("felix:refresh " + id);
    Eventually.holds(
        "it has logged on anew",
        () -> row().filter(now -> !now.equals(before.orElseThrow())).isPresent());
    swap.client.awaitReady("quiet");
    sends(2);
    swap.gogo("felix:uninstall " + id);
    Eventually.equals("transports", List.of(), swap.client::transports);
  }

  @Test
  @Tag("equinox")
  void aConfigurationFileIsCreatedEditedAndRemoved() throws Exception {
    swap.deploy(one, "quiet.jar");
    swap.client.awaitReady("quiet");
    swap.configure(
        configuration.getFileName().toString(),
        "spooler.transport.name = renamed%nfolder = %s%n".formatted(swap.folder.resolve("drop")));
    swap.client.awaitReady("renamed");
    assertEquals(List.of("renamed"), swap.client.transports());
    sends(1);
    Files.delete(configuration);
    Eventually.equals("transports", List.of(), swap.client::transports);
  }

  @Test
  @Tag("equinox")
  void whatWasStoppedByHandStaysStoppedAndWhatRanRunsAfterARestart() throws Exception {
    swap.deploy(one, "quiet.jar");
    swap.client.awaitReady("quiet");
    swap.restart(() -> {});
    swap.client.awaitReady("quiet");
    swap.gogo("felix:stop " + swap.bundle("transport.quiet").getBundleId());
    swap.restart(() -> {});
    assertTrue(swap.framework.settle(java.time.Duration.ofSeconds(20)));
    assertEquals(List.of(), swap.client.transports());
    swap.gogo("felix:start " + swap.bundle("transport.quiet").getBundleId());
    swap.client.awaitReady("quiet");
  }

  @Test
  void aDeployFolderThatWasEmptiedWhileItWasDownStaysEmpty() throws Exception {
    Path jar = swap.deploy(one, "quiet.jar");
    swap.client.awaitReady("quiet");
    swap.restart(() -> Files.delete(jar));
    assertTrue(swap.framework.bundle("transport.quiet").isEmpty(), "it is gone");
    assertEquals(List.of(), swap.client.transports());
  }

  @Test
  void aJarThatWasChangedWhileItWasDownIsTakenUp() throws Exception {
    swap.deploy(one, "quiet.jar");
    swap.client.awaitReady("quiet");
    swap.restart(() -> swap.deploy(two, "quiet.jar"));
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
  }

  @Test
  void theSameNameAndVersionFromTwoPlacesIsRefusedInPlainWords() throws Exception {
    swap.deploy(one, "quiet.jar");
    swap.client.awaitReady("quiet");
    swap.deploy(one, "again.jar");
    Eventually.equals(
        "troubles",
        List.of(
            "transport.quiet 1.0.0 is installed already, from deploy/quiet.jar: give this one"
                + " another Bundle-Version, or remove one of them"),
        () -> swap.deployments().troubles().stream().map(one -> one.reason()).toList());
    sends(1);
    Files.delete(swap.home.deploy().resolve("quiet.jar"));
    Eventually.equals(
        "where it comes from now",
        "deploy/again.jar",
        () -> swap.framework.bundle("transport.quiet").map(Bundle::getLocation).orElse(""));
    swap.client.awaitReady("quiet");
    Eventually.equals("troubles", List.of(), swap.deployments()::troubles);
  }

  @Test
  void aFileThatIsNoBundleIsSaidToBeNone() throws Exception {
    Path text = Files.writeString(swap.folder.resolve("text"), "not a jar at all");
    swap.deploy(text, "text.jar");
    Eventually.holds(
        "it is shown",
        () ->
            swap.deployments().troubles().stream()
                .anyMatch(one -> one.bundle().equals("deploy/text.jar")));
    swap.deploy(one, "quiet.jar");
    swap.client.awaitReady("quiet");
  }

  @Test
  void aChangedJarInBundlesIsTakenUpAtTheNextStart() throws Exception {
    swap.configureRelay("relay", SmtpSink.freePort(), "");
    swap.client.awaitReady("relay");
    Path jar = jarOf(distribution, "transport.smtp");
    Path other = Jars.withVersion(jar, "7.0.0", swap.folder);
    swap.restart(() -> Files.move(other, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING));
    swap.awaitVersion("relay", "transport.smtp 7.0.0");
  }

  @Test
  void twoVersionsOverlapAndTheOneThatIsLeftSends() throws Exception {
    swap.deploy(one, "quiet-1.jar");
    swap.client.awaitReady("quiet");
    swap.deploy(two, "quiet-2.jar");
    Eventually.equals("both are there", 2L, this::bundles);
    sends(1);
    Files.delete(swap.home.deploy().resolve("quiet-1.jar"));
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    sends(2);
  }

  private Optional<EntryId> row() throws Exception {
    return swap.client.row("quiet").map(StatusRow::entryId);
  }

  private long bundles() {
    return Stream.of(swap.context().getBundles())
        .filter(bundle -> "transport.quiet".equals(bundle.getSymbolicName()))
        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
        .count();
  }

  /** Sends one more; how many the quiet transport has carried then. */
  private void sends(long inAll) throws Exception {
    swap.client.submit("QUIET:bob", "psst " + inAll);
    assertEquals(1, swap.client.sendNow().counts().sent());
    try (Stream<Path> files = Files.list(swap.folder.resolve("drop"))) {
      assertEquals(inAll, files.count());
    }
  }

  private static Path jarOf(Path distribution, String name) throws Exception {
    try (Stream<Path> jars = Files.list(distribution.resolve("bundles"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
