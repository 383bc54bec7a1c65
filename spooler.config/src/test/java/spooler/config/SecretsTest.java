package spooler.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private Path folder;
  private Secrets secrets;

  @BeforeEach
  void plant(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.secrets =
        new Secrets(folder, name -> Optional.of("zebra").filter(pin -> name.equals("PIN")));
    Files.writeString(folder.resolve("relay"), "zebra");
    allow("rw-------");
  }

  private void allow(String permissions) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("relay"), PosixFilePermissions.fromString(permissions));
  }

  private void assertRefused(String reason, String key, String value) {
    List<String> problems = secrets.problems(key, value);
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains(reason), problems::toString);
    assertTrue(!problems.get(0).contains("zebra"), problems::toString);
  }

  @Test
  void aPrivateKeyMayReferToAFileThatOnlyItsOwnerReadsAndToTheEnvironment() {
    assertEquals(List.of(), secrets.problems(".password", "$[secret:relay]"));
    assertEquals(List.of(), secrets.problems(".password", "$[env:PIN]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void aFileThatOthersMayReadOrWriteIsRefused(String permissions) throws IOException {
    allow(permissions);
    assertRefused("chmod 600 " + folder.resolve("relay"), ".password", "$[secret:relay]");
  }

  @Test
  void aKeyThatBecomesAServicePropertyIsRefused() {
    assertRefused("begins with a dot", "password", "$[secret:relay]");
    assertRefused("begins with a dot", "username", "me$[env:PIN]");
  }

  @Test
  void aSecretThatIsNotThereIsRefusedAndWhereToPutItIsSaid() {
    assertRefused("put the secret into " + folder.resolve("other"), ".password", "$[secret:other]");
    assertRefused("no such environment variable", ".password", "$[env:NOBODY]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$[secret:../relay]", "$[secret:/etc/passwd]", "$[secret:]"})
  void aNameThatLeadsElsewhereIsRefused(String value) {
    assertRefused("name has letters", ".password", value);
  }
}
