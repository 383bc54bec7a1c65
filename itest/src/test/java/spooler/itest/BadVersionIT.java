package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Versions that do not do what they should: shown with the reason, no harm to others, undone. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class BadVersionIT {
  private SwapHome swap;

  @BeforeAll
  void start() throws Exception {
    swap = SwapHome.start();
  }

  @BeforeEach
  void runAGoodVersion() throws Exception {
    swap.configureQuiet(0);
    swap.configureRelay("relay", SmtpSink.freePort(), "");
    swap.deploy(version("1.0.0", Map.of()), "quiet.jar");
    swap.awaitVersion("quiet", "transport.quiet 1.0.0");
    Eventually.equals("copies of the good version", 1L, this::copies);
  }

  @AfterEach
  void clear() throws Exception {
    swap.clear();
    SwapHome.delete(Files.createDirectories(swap.home.var().resolve("good")), "*");
  }

  @AfterAll
  void stop() {
    swap.close();
  }

  @Test
  void oneThatThrowsInStartIsShownAndUndone() throws Exception {
    swap.deploy(version("2.0.0", activator("Start")), "quiet.jar");
    swap.awaitFailure("transport.quiet", "the licence has run out");
    othersRun();
    undo();
  }

  @Test
  @Tag("equinox")
  void oneThatHangsInStartIsShownAndUndone() throws Exception {
    swap.deploy(version("2.0.0", activator("HangingStart")), "quiet.jar");
    swap.awaitFailure("transport.quiet", "it hangs in start");
    othersRun();
    undo();
  }

  @Test
  void oneThatStartsTooLateIsShownUntilItHas() throws Exception {
    swap.deploy(version("2.0.0", activator("SlowStart")), "quiet.jar");
    swap.awaitFailure("transport.quiet", "it hangs in start");
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    Eventually.equals("troubles", List.of(), swap.deployments()::troubles);
  }

  @Test
  @Tag("equinox")
  void oneThatHangsInStopIsReplacedAllTheSame() throws Exception {
    swap.deploy(version("2.0.0", activator("HangingStop")), "quiet.jar");
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    swap.deploy(version("3.0.0", Map.of()), "quiet.jar");
    othersRun();
    swap.awaitVersion("quiet", "transport.quiet 3.0.0");
  }

  @Test
  @Tag("equinox")
  void oneThatHangsInStopIsUndoneAlsoWhereItIsNotOfDeploy() throws Exception {
    Files.delete(swap.home.deploy().resolve("quiet.jar"));
    Eventually.equals(
        "whether it is gone", true, () -> swap.framework.bundle("transport.quiet").isEmpty());
    Path good = version("1.0.0", Map.of());
    swap.gogo("felix:start %d".formatted(install(good)));
    swap.awaitVersion("quiet", "transport.quiet 1.0.0");
    Path bad = version("2.0.0", activator("HangingStop"));
    SwapHome.update(swap.bundle("transport.quiet"), bad);
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    Eventually.equals("copies of both versions", 2L, this::copies);

    undo();
    othersRun();
  }

  @Test
  @Tag("equinox")
  void anUpdateInTheShellAfterAStopThatThrewIsSaidToBeWithoutEffect() throws Exception {
    assumeTrue(
        "Eclipse".equals(swap.context().getProperty(Constants.FRAMEWORK_VENDOR)),
        "Equinox's fault");
    swap.deploy(version("2.0.0", activator("Stop")), "quiet.jar");
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    Eventually.equals("copies of both versions", 2L, this::copies);
    Bundle bundle = swap.bundle("transport.quiet");
    Path next = version("3.0.0", Map.of());
    assertThrows(BundleException.class, () -> SwapHome.update(bundle, next));
    SwapHome.update(bundle, next);
    bundle.start();

    swap.awaitFailure("transport.quiet", "uninstall and install it, or put another version back");
    othersRun();
    swap.deployments().restore("transport.quiet");
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
  }

  private long install(Path jar) throws Exception {
    try (InputStream in = Files.newInputStream(jar)) {
      return swap.context().installBundle("elsewhere:quiet", in).getBundleId();
    }
  }

  @Test
  void oneThatCannotLogOnIsShownAndUndone() throws Exception {
    swap.deploy(version("2.0.0", Map.of("Quiet-Refuses", "the mailbox is locked")), "quiet.jar");
    swap.awaitFailure("quiet", "the mailbox is locked");
    othersRun();
    undo();
  }

  @Test
  @Tag("soak")
  void oneThatLacksAPackageIsShownAndUndone() throws Exception {
    swap.deploy(version("2.0.0", Map.of("Require-Capability", "no.such.thing")), "quiet.jar");
    swap.awaitFailure("transport.quiet", "no.such.thing");
    othersRun();
    undo();
  }

  @Test
  @Tag("soak")
  void theShellsUpdateIsWatchedAndUndoneToo() throws Exception {
    long id = swap.bundle("transport.quiet").getBundleId();
    Path bad = version("2.0.0", activator("Start"));
    swap.gogo("felix:update %d %s".formatted(id, bad.toUri()));
    swap.awaitFailure("transport.quiet", "the licence has run out");
    undo();
  }

  /** The last good one stays over a restart; the bad one does not come back. */
  @Test
  void whatWasPutBackStaysAndABadOneDoesNotHoldUpTheNextStart() throws Exception {
    swap.deploy(version("2.0.0", activator("HangingStart")), "quiet.jar");
    swap.restart(() -> {});
    swap.client.awaitReady("relay");
    undo();
    swap.restart(() -> {});
    swap.awaitVersion("quiet", "transport.quiet 1.0.0");
  }

  @Test
  void anUninstalledOneIsBroughtBack() throws Exception {
    Files.delete(swap.home.deploy().resolve("quiet.jar"));
    Eventually.equals(
        "whether it is gone", true, () -> swap.framework.bundle("transport.quiet").isEmpty());
    swap.deployments().restore("transport.quiet");
    swap.awaitVersion("quiet", "transport.quiet 1.0.0");
    IOException unknown =
        assertThrows(IOException.class, () -> swap.deployments().restore("transport.nowhere"));
    assertTrue(unknown.toString().contains("transport.nowhere"), unknown.toString());
  }

  @Test
  @Tag("soak")
  void whereNoOtherVersionHasWorkedItIsSaid() throws Exception {
    IOException none =
        assertThrows(IOException.class, () -> swap.deployments().restore("transport.quiet"));
    assertEquals("no other version of transport.quiet 1.0.0 has worked here", none.getMessage());
  }

  @Test
  void aJarThatOthersMayWriteIsNotLoadedUntilTheyMayNot() throws Exception {
    Path jar = version("2.0.0", Map.of());
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
    Path target = swap.home.deploy().resolve("quiet.jar");
    Files.move(jar, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Eventually.equals("refused", List.of(target.toString()), this::refused);
    assertEquals("transport.quiet 1.0.0", swap.versionOf("quiet"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    swap.awaitVersion("quiet", "transport.quiet 2.0.0");
    assertEquals(List.of(), refused());
  }

  @Test
  void aConfigurationThatOthersMayWriteIsNotLoadedUntilTheyMayNot() throws Exception {
    Path file = swap.home.etc().resolve("transport.smtp-other.cfg");
    Path part = swap.folder.resolve("part");
    Files.writeString(part, "host = 127.0.0.1%nport = %d%n".formatted(SmtpSink.freePort()));
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.move(part, file);
    Eventually.equals("refused", List.of(file.toString()), this::refused);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    swap.client.awaitReady("other");
  }

  private List<String> refused() throws Exception {
    return swap.deployments().refused().stream().map(one -> one.file()).toList();
  }

  private void othersRun() throws Exception {
    swap.client.awaitReady("relay");
  }

  private void undo() throws Exception {
    assertEquals(Map.of("transport.quiet", "1.0.0"), swap.deployments().restorable());
    assertEquals(
        "transport.quiet 1.0.0 is back in place of transport.quiet 2.0.0",
        swap.deployments().restore("transport.quiet"));
    swap.awaitVersion("quiet", "transport.quiet 1.0.0");
    Eventually.equals("troubles", List.of(), swap.deployments()::troubles);
    swap.client.submit("QUIET:bob", "psst");
    assertEquals(1, swap.client.sendNow().counts().sent());
  }

  private long copies() throws IOException {
    Path good = swap.home.var().resolve("good");
    if (Files.notExists(good)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(good)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("transport.quiet"))
          .count();
    }
  }

  private Path version(String version, Map<String, String> headers) throws IOException {
    Map<String, String> all = new HashMap<>(headers);
    all.put(Constants.BUNDLE_VERSION, version);
    return Jars.withHeaders(Jars.quiet(), all, swap.folder);
  }

  private static Map<String, String> activator(String fault) {
    return Map.of(Constants.BUNDLE_ACTIVATOR, "spooler.transport.quiet.Faulty$" + fault);
  }
}
