package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployFolderTest {
  private Path root;

  private Home home() {
    return Home.of(root.resolve("now"));
  }

  @BeforeEach
  void makeFolders(@TempDir Path root) throws IOException {
    this.root = root;
    Files.createDirectories(home().deploy());
    Files.createDirectories(root.resolve("before/deploy"));
  }

  private boolean isGone(Path file) {
    return new DeployFolder(home()).isGone(file.toUri().toString());
  }

  @Test
  void aBundleWhoseFileIsThereStays() throws IOException {
    assertFalse(isGone(Files.createFile(home().deploy().resolve("a b.jar"))));
  }

  @Test
  void aBundleWhoseFileWasRemovedGoes() {
    assertTrue(isGone(home().deploy().resolve("a.jar")));
  }

  @Test
  void aBundleOfTheFolderTheHomeWasCopiedFromGoes() throws IOException {
    assertTrue(isGone(Files.createFile(root.resolve("before/deploy/a.jar"))));
  }

  @Test
  void aBundleThatSomebodyInstalledFromElsewhereStays() {
    DeployFolder folder = new DeployFolder(home());

    assertFalse(folder.isGone("file:/elsewhere/a.jar"));
    assertFalse(folder.isGone("https://example.org/deploy/a.jar"));
    assertFalse(folder.isGone("bundles/a.jar"));
    assertFalse(folder.isGone("System Bundle"));
    assertFalse(folder.isGone("file:/not a uri/deploy/a.jar"));
  }
}
