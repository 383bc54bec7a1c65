package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageBuildTest {
  private static final Requirements REQUIREMENTS =
      Requirements.parse("# All\nR1 It sends.\nR2 It fetches.\n");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Properties options = new Properties();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  private Path root;

  @Test
  void aMissingRequirementEndsTheBuildAfterThePageWasMade() throws Exception {
    record("R1", Result.PASSED);
    NonconformanceException missing =
        assertThrows(NonconformanceException.class, () -> build("fail"));
    assertTrue(String.valueOf(missing.getMessage()).contains("cites R2:"), missing.toString());
    assertTrue(Files.exists(page()));
  }

  @Test
  void aMissingRequirementIsNamedWhereItIsNoFailureYet() throws Exception {
    record("R1", Result.PASSED);
    build("warn");
    assertTrue(said().contains("no passing test cites R2"), said());
  }

  @Test
  void aFailedOneAndAWrongNumberEndTheBuildEitherWay() throws Exception {
    record("R1", Result.FAILED);
    record("R3", Result.PASSED);
    NonconformanceException both = assertThrows(NonconformanceException.class, () -> build("warn"));
    assertEquals(
        List.of(
            "a.R1Test \"R1: so\" failed, and with it R1",
            "a.R3Test \"R3: so\" cites R3, which does not exist"),
        String.valueOf(both.getMessage()).lines().toList());
  }

  @Test
  void withEverythingShownItSaysNothingAndThePageIsTouchedOnlyWhenItChanges() throws Exception {
    record("R1", Result.PASSED);
    record("R2", Result.PASSED);
    build("fail");
    FileTime old = FileTime.fromMillis(0);
    Files.setLastModifiedTime(page(), old);
    said.reset();
    build("fail");
    assertEquals("", said());
    assertEquals(old, Files.getLastModifiedTime(page()));
  }

  @Test
  void whenTestsWereLeftOutThePageStaysAndTheReasonIsSaid() throws Exception {
    options.setProperty("skipTests", "true");
    build("fail");
    assertTrue(said().contains("-DskipTests"), said());
    assertFalse(Files.exists(page()));
  }

  @Test
  void withoutAnyRecordNothingIsBelieved() {
    NonconformanceException none = assertThrows(NonconformanceException.class, () -> build("warn"));
    assertTrue(String.valueOf(none.getMessage()).contains("mvn -B verify"), none.toString());
    assertFalse(Files.exists(page()));
  }

  @Test
  void anotherWordForMissingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> build("ignore"));
  }

  private void record(String requirement, Result result) throws IOException {
    Path module = Files.createDirectories(root.resolve("module" + requirement));
    Files.writeString(module.resolve("pom.xml"), "");
    Citation citation =
        new Citation(requirement, "a." + requirement + "Test", requirement + ": so");
    EvidenceRecord.write(
        module.resolve("target/conformance/surefire.tsv"), List.of(new Evidence(citation, result)));
  }

  private void build(String missing) throws IOException, NonconformanceException {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    new PageBuild(root, missing, REQUIREMENTS, out).run(options);
  }

  private Path page() {
    return root.resolve("docs/conformance.md");
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
