package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredConfigurationsTest {
  private Path root;

  private Home home() {
    return Home.of(root);
  }

  @BeforeEach
  void makeFolders(@TempDir Path root) throws IOException {
    this.root = root;
    Files.createDirectories(home().etc());
    Files.createDirectories(home().configurations().resolve("transport"));
  }

  private Path stored(String name, String text) throws IOException {
    return Files.writeString(home().configurations().resolve("transport").resolve(name), text);
  }

  private String from(String file) {
    return "host=\"a\"\nfelix.fileinstall.filename=\"%s\"\n"
        .formatted(home().etc().resolve(file).toUri());
  }

  @Test
  void aConfigurationWhoseFileWasRemovedIsForgotten() throws IOException {
    Path stored = stored("smtp%007erelay.config", from("transport.smtp-relay.cfg"));

    new StoredConfigurations(home()).apply();

    assertFalse(Files.exists(stored));
  }

  @Test
  void aConfigurationWhoseFileIsThereStays() throws IOException {
    Path stored = stored("smtp%007erelay.config", from("transport.smtp-relay.cfg"));
    Files.createFile(home().etc().resolve("transport.smtp-relay.cfg"));

    new StoredConfigurations(home()).apply();

    assertTrue(Files.exists(stored));
  }

  @Test
  void aConfigurationThatNeverCameFromAFileStays() throws IOException {
    Path stored = stored("lan.config", "name=\"a\"\n");

    new StoredConfigurations(home()).apply();

    assertTrue(Files.exists(stored));
  }

  @Test
  void theFileIsFoundBehindFelixEscapes() {
    assertEquals(
        Optional.of(Path.of("/a b/x=1.cfg")),
        StoredConfigurations.origin(
            List.of("felix.fileinstall.filename=\"file:/a%20b/x\\=1.cfg\"")));
  }
}
