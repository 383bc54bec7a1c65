package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  private Path folder;
  private Path distribution;

  @BeforeEach
  void makeDistribution(@TempDir Path folder) throws IOException {
    this.folder = folder;
    distribution = folder.resolve("distribution");
    Files.createDirectories(distribution.resolve("bundles"));
    Files.createDirectories(distribution.resolve("etc"));
    Files.writeString(distribution.resolve("etc/store.file.cfg"), "template");
  }

  private Home home(String root) {
    return new Home(distribution, folder.resolve(root));
  }

  @Test
  void aNewRootBeginsWithTheDistributionsConfiguration() throws IOException {
    Home home = home("new");

    home.prepare();

    assertEquals("template", Files.readString(home.etc().resolve("store.file.cfg")));
    assertTrue(Files.isDirectory(home.deploy()));
    assertTrue(Files.isDirectory(home.var()));
  }

  @Test
  void anEmptyRootIsTakenForANewOne() throws IOException {
    Home home = home("empty");
    Files.createDirectories(home.root());

    home.prepare();

    assertTrue(Files.exists(home.etc().resolve("store.file.cfg")));
  }

  @Test
  void aRootWhoseFurnishingBrokeOffIsFurnishedAgain() throws IOException {
    Home home = home("half");
    Files.createDirectories(home.root().resolve(".etc"));
    Files.writeString(home.root().resolve(".etc/store.file.cfg"), "temp");

    home.prepare();

    assertEquals("template", Files.readString(home.etc().resolve("store.file.cfg")));
  }

  @Test
  void theUsersOwnConfigurationIsKept() throws IOException {
    Home home = home("old");
    Files.createDirectories(home.etc());
    Files.writeString(home.etc().resolve("store.file.cfg"), "mine");

    home.prepare();

    assertEquals("mine", Files.readString(home.etc().resolve("store.file.cfg")));
  }

  @Test
  void aFolderOfSomethingElseIsRefusedAndLeftAsItIs() throws IOException {
    Home home = home("documents");
    Files.createDirectories(home.root());
    Files.createFile(home.root().resolve("letter.txt"));

    IOException refusal = assertThrows(IOException.class, home::prepare);

    assertTrue(refusal.toString().contains(home.root().toString()), refusal::toString);
    assertFalse(Files.exists(home.var()));
  }

  @Test
  void aFolderThatIsNoDistributionIsRefused() {
    Home home = Home.of(folder.resolve("nowhere"));

    assertThrows(IOException.class, home::prepare);
  }

  @Test
  void anInstanceWrittenWithATildeIsTold() throws IOException {
    Home home = home("tilde");
    home.prepare();
    Path misnamed = Files.createFile(home.etc().resolve("transport.smtp~relay.cfg"));
    Files.createFile(home.etc().resolve("transport.smtp-relay.cfg"));

    assertEquals(List.of(misnamed), home.misnamed());
  }

  @Test
  void aSecondSpoolerIsRefusedUntilTheFirstIsGone() throws IOException {
    Home home = home("locked");
    home.prepare();

    HomeLock first = HomeLock.take(home);
    HomeInUseException refusal =
        assertThrows(HomeInUseException.class, () -> HomeLock.take(home).close());
    first.close();

    assertTrue(
        refusal.toString().contains("process " + ProcessHandle.current().pid()), refusal::toString);
    HomeLock.take(home).close();
  }
}
