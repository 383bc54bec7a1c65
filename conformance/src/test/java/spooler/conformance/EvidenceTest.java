package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
  private static final Evidence FIRST = new Evidence(new Citation("R1", "a.A", "x"), Result.PASSED);
  private static final Evidence SECOND =
      new Evidence(new Citation("R1", "a.B", "x"), Result.SKIPPED);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  private Path root;

  @Test
  void aLineIsReadBackAsItWas() {
    Evidence evidence =
        new Evidence(new Citation("R54", "a.B$C", "R54: \"it\" | holds"), Result.FAILED);
    assertEquals("R54\ta.B$C\tR54: \"it\" | holds\tFAILED", evidence.line());
    assertEquals(evidence, Evidence.parse(evidence.line()));
  }

  @ParameterizedTest(name = "{index}") // what a name cites counts
  @ValueSource(strings = {"", "R1\tA\tx", "R1\tA\tx\tPASSED\t", "R1\tA\tx\tWELL"})
  void anythingElseIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Evidence.parse(line));
  }

  @Test
  void anyOrderMakesTheSameRecord() throws IOException {
    Path one = root.resolve("m/target/conformance/one.tsv");
    Path other = root.resolve("m/target/conformance/other.tsv");
    EvidenceRecord.write(one, List.of(FIRST, SECOND));
    EvidenceRecord.write(other, List.of(SECOND, FIRST));
    assertEquals(FIRST.line() + "\n" + SECOND.line() + "\n", Files.readString(one));
    assertEquals(Files.readString(one), Files.readString(other));
  }

  @Test
  void aRecordReplacesTheOneBefore() throws IOException {
    Path file = root.resolve("record.tsv");
    EvidenceRecord.write(file, List.of(FIRST));
    EvidenceRecord.write(file, List.of());
    assertEquals("", Files.readString(file));
  }

  @Test
  void recordsOfAllModulesCount() throws IOException {
    module("m");
    module("n");
    EvidenceRecord.write(root.resolve("m/target/conformance/surefire.tsv"), List.of(SECOND));
    EvidenceRecord.write(root.resolve("m/target/conformance/failsafe.tsv"), List.of(SECOND));
    EvidenceRecord.write(root.resolve("n/target/conformance/surefire.tsv"), List.of(FIRST));
    assertEquals(List.of(FIRST, SECOND), List.copyOf(EvidenceRecord.readAll(root)));
  }

  @Test
  void whatAModuleThatIsGoneLeftBehindDoesNotCount() throws IOException {
    EvidenceRecord.write(root.resolve("gone/target/conformance/surefire.tsv"), List.of(FIRST));
    assertEquals(Set.of(), EvidenceRecord.readAll(root));
  }

  private void module(String name) throws IOException {
    Path folder = Files.createDirectory(root.resolve(name));
    assertTrue(Files.exists(Files.createFile(folder.resolve("pom.xml"))));
  }
}
